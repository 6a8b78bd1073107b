package io.orchestress.report.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a record can be exported to; the ending of the file decides. */
public enum ExportFormat {
    /** The analysed record as one document. */
    JSON,
    /** A tidy table: a line per figure. */
    CSV,
    /** A workbook of Office Open XML. */
    XLSX,
    /** The report, printed by a browser. */
    PDF;

    /** By the ending, in any case; empty where it is none of ours. */
    public static Optional<ExportFormat> of(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.indexOf('.') >= 0 && format.name().equals(ending))
                .findFirst();
    }

    /** {@code .json, .csv, .xlsx, .pdf}. */
    public static String endings() {
        return Arrays.stream(values())
                .map(format -> "." + format.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
