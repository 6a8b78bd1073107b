package io.orchestress.importer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that cannot be imported: names the file, the line or byte, what is wrong with it, and what would be valid. */
public final class ImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImportException(Path file, String problem, String valid) {
        this(file, problem, valid, null);
    }

    public ImportException(Path file, String problem, String valid, @Nullable Throwable cause) {
        super(ImportText.of(file + ": " + problem + " (valid: " + valid + ")"), cause);
    }
}
