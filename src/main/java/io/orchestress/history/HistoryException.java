package io.orchestress.history;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The history cannot do what was asked: names the file or the run, what is wrong, and what would help. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Kinds by their remedy. */
    public enum Kind {
        /** The store is no store any more: it can be set aside and made again from the records. */
        DAMAGED,
        /** The file is somebody else's, or of a newer version: it must not be touched. */
        REFUSED,
        /** The file cannot be read or written now: permissions, a full disk, a lock that is never let go. */
        UNUSABLE,
        /** The question was wrong: no such run, a run that may not be a baseline. */
        ASKED_WRONG
    }

    HistoryException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    HistoryException(Kind kind, Path file, String problem, @Nullable Throwable cause) {
        this(kind, file + ": " + problem, cause);
    }

    static HistoryException wrong(String message) {
        return new HistoryException(Kind.ASKED_WRONG, message, null);
    }

    public Kind kind() {
        return kind;
    }
}
