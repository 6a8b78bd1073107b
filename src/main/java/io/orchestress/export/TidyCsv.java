package io.orchestress.export;

import io.orchestress.analysis.Findings;
import io.orchestress.report.PlainText;
import io.orchestress.report.RunFacts;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A line per figure: phase, request, metric, unit, value; quoted as RFC 4180 says, a decimal point, no thousands. */
final class TidyCsv {
    private static final String STARTS_A_FORMULA = "=+-@\t\r";
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
    private static String text(String name) {
        String clean = PlainText.clean(name);
        return !clean.isEmpty() && STARTS_A_FORMULA.indexOf(clean.charAt(0)) >= 0 ? "'" + clean : clean;
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
