package io.orchestress.report.export;

import io.orchestress.analysis.AgentTimeline;
import io.orchestress.analysis.Findings;
import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.Spectrum;
import io.orchestress.analysis.Timeline;
import io.orchestress.plugin.PluginException;
import io.orchestress.record.AtomicFile;
import io.orchestress.record.RecordJson;
import io.orchestress.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            throw new IOException(file + " cannot be written: its folder must exist and be writable");
        }
        AtomicFile.bytes(
                target,
                out -> PluginException.<String, IOException>guard(format, "the export as ." + format.ending(), () -> {
                    format.write(findings, out, browser);
                    return format.ending();
                }));
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
