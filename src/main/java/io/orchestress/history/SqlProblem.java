package io.orchestress.history;

import io.orchestress.history.HistoryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite says, in words for who has to mend it. */
final class SqlProblem {
    private static final int PRIMARY_CODE = 0xff;
    private static final long ENOUGH_BYTES = 1 << 20;

    private SqlProblem() {}

    static HistoryException explain(Path file, SQLException e) {
        return explain(file, e, () -> isFull(file));
    }

    /** @param full whether the disk is; asked only where it may be */
    static HistoryException explain(Path file, SQLException e, BooleanSupplier full) {
        if (!(e instanceof SQLiteException sqlite)) {
            return new HistoryException(Kind.UNUSABLE, file, withoutSqlite(e), e);
        }
        int code = sqlite.getResultCode().code & PRIMARY_CODE;
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new HistoryException(Kind.DAMAGED, file, "is not an SQLite database, or is damaged", e);
        }
        return new HistoryException(Kind.UNUSABLE, file, unusable(code, sqlite, full), e);
    }

    /** A value that none of ours is. */
    static HistoryException odd(Path file, IllegalArgumentException e) {
        return new HistoryException(
                Kind.UNUSABLE,
                file,
                "holds a value that Orchestress does not write (" + e.getMessage()
                        + "); move the file away, and scripts/orchestress history rebuild makes it again from the records",
                e);
    }

    /** What a full disk breaks is not always called so. */
    private static boolean isFull(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return folder != null && Files.getFileStore(folder).getUsableSpace() < ENOUGH_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    private static String unusable(int code, SQLiteException e, BooleanSupplier full) {
        if (code == SQLiteErrorCode.SQLITE_FULL.code
                || (code == SQLiteErrorCode.SQLITE_IOERR.code && full.getAsBoolean())) {
            return "the disk is full";
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "another process has kept it locked for " + Store.BUSY_MILLIS / 1000 + " s";
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_PERM.code) {
            return "cannot be written; the file and its folder must be writable, or"
                    + " -Dorchestress.history.file=FILE names another";
        }
        return String.valueOf(e.getMessage());
    }

    /** SQLite is native code, which its driver unpacks to a folder for temporary files. */
    private static String withoutSqlite(SQLException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "SQLite could not be started (" + cause.getMessage()
                + "); it is unpacked to the folder for temporary files, which must allow programs to run: set"
                + " JAVA_TOOL_OPTIONS=-Dorg.sqlite.tmpdir=FOLDER to use another one";
    }
}
