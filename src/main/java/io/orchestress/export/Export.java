package io.orchestress.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestress.analysis.AgentTimeline;
import io.orchestress.analysis.Findings;
import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.Spectrum;
import io.orchestress.analysis.Timeline;
import io.orchestress.run.RecordJson;
import io.orchestress.run.RunRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes findings to a file. */
public final class Export {
    /** The format of the JSON document; another number when a field is renamed or removed. */
    static final int JSON_VERSION = 1;

    private Export() {}

    /**
     * Writes whole or not at all: a reader sees the old file or the new one.
     *
     * @param browser for a PDF; empty: one on the path
     * @throws IOException when the file cannot be written, or no browser prints
     */
    public static void write(Findings findings, ExportFormat format, Path file, Optional<Path> browser)
            throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(target)) {
            throw new IOException(file + " cannot be written: it needs a folder that exists and may be written to");
        }
        Path next = target.resolveSibling("." + target.getFileName() + ".next");
        try {
            switch (format) {
                case JSON -> Files.writeString(next, json(findings) + "\n");
                case CSV -> {
                    try (Writer out = new OutputStreamWriter(Files.newOutputStream(next), UTF_8)) {
                        TidyCsv.write(findings, out);
                    }
                }
                case XLSX -> {
                    try (OutputStream out = Files.newOutputStream(next)) {
                        XlsxWorkbook.write(findings, out);
                    }
                }
                case PDF -> PdfReport.write(findings, next, browser);
            }
            Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    static String json(Findings findings) {
        return RecordJson.text(new Document(
                JSON_VERSION,
                findings.record(),
                findings.timeline(),
                findings.agentTimeline().orElse(null),
                findings.heatMap(),
                findings.spectra()));
    }

    /** docs/exports.md names the fields. */
    private record Document(
            int exportVersion,
            RunRecord record,
            Timeline timeline,
            @Nullable AgentTimeline agentTimeline,
            HeatMap heatMap,
            List<Spectrum> spectra) {}
}
