package io.orchestress.report.export;

import io.orchestress.analysis.Findings;
import io.orchestress.report.RunFacts;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A line per figure: phase, request, metric, unit, value; quoted as RFC 4180 says, a decimal point, no thousands. */
final class TidyCsv {
    /** At the start of a cell, also of one that begins where another locale separates; full-width letters count as the plain ones. */
    private static final Pattern FORMULA = Pattern.compile("(^|[;|]\\s*)(?=[=+\\-@＝＋－＠])");

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("phase", "request", "metric", "unit", "value")
            .get();

    private TidyCsv() {}

    static void write(Findings findings, Writer out) throws IOException {
        try (CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
            for (TidyFigures.Row row : TidyFigures.of(new RunFacts(findings))) {
                printer.printRecord(
                        text(row.phase()),
                        text(row.request()),
                        text(row.metric()),
                        text(row.unit()),
                        number(row.value()));
            }
        }
    }

    /** An apostrophe goes before what a spreadsheet would take for a formula. */
    static String text(String name) {
        return FORMULA.matcher(PlainText.clean(name)).replaceAll("$1'");
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
