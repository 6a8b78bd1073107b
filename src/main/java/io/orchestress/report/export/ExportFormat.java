package io.orchestress.report.export;

import io.orchestress.analysis.Findings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A format that a record is exported to; the ending of the file decides.
 *
 * <p>One of your own: a public class with a constructor without parameters, its name in {@code
 * META-INF/services/io.orchestress.report.export.ExportFormat} of a jar on the class path. One that cannot be loaded, or whose ending is
 * another's, ends {@code export} with exit code 2 by its name.
 */
public interface ExportFormat {
    /** Of a file, without the dot: lower-case letters, digits and hyphens. */
    String ending();

    /** What comes of it, in a line of help. */
    String help();

    /**
     * Writes all of the file.
     *
     * @param browser that the user named, for what only a browser can print; empty: one on the path
     * @throws IOException when it cannot be written; there is then no file
     */
    void write(Findings findings, OutputStream out, Optional<Path> browser) throws IOException;
}
