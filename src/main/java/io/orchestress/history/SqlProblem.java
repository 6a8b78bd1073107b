package io.orchestress.history;

import io.orchestress.history.HistoryException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite says, in words for who has to mend it. */
final class SqlProblem {
    private static final int PRIMARY_CODE = 0xff;

    private SqlProblem() {}

    static HistoryException explain(Path file, SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return new HistoryException(Kind.UNUSABLE, file, withoutSqlite(e), e);
        }
        int code = sqlite.getResultCode().code & PRIMARY_CODE;
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new HistoryException(Kind.DAMAGED, file, "is no SQLite database, or a damaged one", e);
        }
        return new HistoryException(Kind.UNUSABLE, file, unusable(code, sqlite), e);
    }

    private static String unusable(int code, SQLiteException e) {
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return "the disk is full";
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "another process has kept it locked for " + Store.BUSY_MILLIS / 1000 + " s";
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_PERM.code) {
            return "cannot be written; the file and its folder must be writable";
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
                + "); it is unpacked to the folder for temporary files, where programs must be allowed: with"
                + " JAVA_TOOL_OPTIONS=-Dorg.sqlite.tmpdir=FOLDER another one is taken";
    }
}
