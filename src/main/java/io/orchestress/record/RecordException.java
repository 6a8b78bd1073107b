package io.orchestress.record;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A record that cannot be read: names the file, what is wrong with it, and what would be valid. */
public final class RecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecordException(Path file, String problem, String valid) {
        this(file, problem, valid, null);
    }

    public RecordException(Path file, String problem, String valid, @Nullable Throwable cause) {
        super(file + ": " + problem + " (" + valid + ")", cause);
    }
}
