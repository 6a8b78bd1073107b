package io.orchestress.report.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestress.analysis.Findings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The formats that Orchestress brings along. */
enum KnownExport implements ExportFormat {
    JSON("all findings, time line included, as one document", text((findings, out) -> {
        out.write(Export.json(findings));
        out.write("\n");
    })),
    CSV("a line per value: phase, request, metric, unit, value", text(TidyCsv::write)),
    XLSX("a workbook", (findings, out, browser) -> XlsxWorkbook.write(findings, out)),
    PDF("the report, printed by Chromium or Chrome", PdfReport::write);

    private interface Bytes {
        void write(Findings findings, OutputStream out, Optional<Path> browser) throws IOException;
    }

    private interface Text {
        void write(Findings findings, Writer out) throws IOException;
    }

    private final String help;
    private final Bytes bytes;

    KnownExport(String help, Bytes bytes) {
        this.help = help;
        this.bytes = bytes;
    }

    private static Bytes text(Text text) {
        return (findings, out, browser) -> {
            try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8))) {
                text.write(findings, writer);
            }
        };
    }

    @Override
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String help() {
        return help;
    }

    @Override
    public void write(Findings findings, OutputStream out, Optional<Path> browser) throws IOException {
        bytes.write(findings, out, browser);
    }
}
