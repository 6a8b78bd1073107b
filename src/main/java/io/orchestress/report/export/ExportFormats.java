package io.orchestress.report.export;

import io.orchestress.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every format that a record can be exported to: those of Orchestress, and those of other jars on the class path. */
public final class ExportFormats {
    private static final Plugins<ExportFormat> PLUGINS = Plugins.load(
            ExportFormat.class,
            ExportFormat::ending,
            Arrays.stream(KnownExport.values()).map(KnownExport::ending).toList());

    private ExportFormats() {}

    public static List<ExportFormat> all() {
        return Stream.concat(Arrays.stream(KnownExport.values()), PLUGINS.all().stream())
                .toList();
    }

    /**
     * By the ending, in any case; empty where it is none of ours.
     *
     * @throws IOException when a format of another jar cannot be used
     */
    public static Optional<ExportFormat> of(Path file) throws IOException {
        if (!PLUGINS.problems().isEmpty()) {
            throw new IOException(PLUGINS.service() + ": " + PLUGINS.problems().get(0));
        }
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(format -> name.indexOf('.') >= 0 && format.ending().equals(ending))
                .findFirst();
    }

    /** {@code .json, .csv, .xlsx, .pdf}. */
    public static String endings() {
        return all().stream().map(format -> "." + format.ending()).collect(Collectors.joining(", "));
    }
}
