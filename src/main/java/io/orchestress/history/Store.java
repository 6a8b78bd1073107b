package io.orchestress.history;

import io.orchestress.history.HistoryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/**
 * One connection to the SQLite file. A transaction takes the write lock at its start, so that writers of other processes wait for
 * it rather than fail at its end; they wait {@value #BUSY_MILLIS} ms at most. Readers are never kept waiting (write-ahead log).
 */
final class Store implements AutoCloseable {
    /** In {@code PRAGMA user_version}. */
    static final int SCHEMA_VERSION = 3;

    /** In {@code PRAGMA application_id}: "ORCH". */
    static final int APPLICATION_ID = 0x4F524348;

    static final int BUSY_MILLIS = 15_000;

    private static final String SCHEMA = """
            CREATE TABLE run (
              id INTEGER PRIMARY KEY,
              run_id TEXT NOT NULL UNIQUE,
              simulation TEXT NOT NULL,
              workload TEXT NOT NULL,
              profile TEXT NOT NULL,
              model TEXT NOT NULL,
              protocol TEXT NOT NULL,
              target_url TEXT NOT NULL,
              embedded INTEGER NOT NULL,
              load TEXT NOT NULL,
              tool_version TEXT NOT NULL,
              machine TEXT NOT NULL,
              started_micros INTEGER NOT NULL,
              status TEXT NOT NULL,
              outcome TEXT,
              score REAL,
              reason TEXT NOT NULL,
              folder TEXT NOT NULL
            );
            CREATE INDEX run_by_start ON run (simulation, started_micros);
            CREATE TABLE series (
              id INTEGER PRIMARY KEY,
              metric TEXT NOT NULL,
              request TEXT NOT NULL,
              phase TEXT NOT NULL,
              unit TEXT NOT NULL,
              better TEXT NOT NULL,
              UNIQUE (metric, request, phase, unit)
            );
            CREATE TABLE figure (
              run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
              series INTEGER NOT NULL REFERENCES series (id),
              value REAL NOT NULL,
              PRIMARY KEY (run, series)
            ) WITHOUT ROWID;
            """;

    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");

    private final Path file;
    private final Connection connection;
    private final boolean created;

    /** Work with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private Store(Path file, Connection connection, boolean created) {
        this.file = file;
        this.connection = connection;
        this.created = created;
    }

    /**
     * Opens the store, and makes it where there is none.
     *
     * @throws HistoryException of every kind but {@code ASKED_WRONG}; what is refused has not been written to
     */
    static Store open(Path file) {
        refuseFolder(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new HistoryException(Kind.UNUSABLE, file, "its folder cannot be created: " + e, e);
        }
        Connection connection = null;
        try {
            connection = connect(file);
            return new Store(file, connection, prepare(file, connection));
        } catch (SQLException e) {
            HistoryException explained = SqlProblem.explain(file, e);
            close(connection, explained);
            throw explained;
        } catch (HistoryException e) {
            close(connection, e);
            throw e;
        }
    }

    /** An empty one is what a container leaves that mounts a file that is not there; any other is somebody's. */
    private static void refuseFolder(Path file) {
        if (Files.isDirectory(file)) {
            try (Stream<Path> files = Files.list(file)) {
                boolean empty = files.findAny().isEmpty();
                throw new HistoryException(
                        empty ? Kind.DAMAGED : Kind.REFUSED,
                        file,
                        "is a folder; expected the file of a store (history.file)",
                        null);
            } catch (IOException e) {
                throw new HistoryException(Kind.UNUSABLE, file, "is a folder that cannot be read: " + e, e);
            }
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        // With a write-ahead log a power cut may lose the newest run, never the store; its record is still there.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    /** @return whether the store was made just now */
    private static boolean prepare(Path file, Connection connection) throws SQLException {
        if (isEmpty(connection)) {
            execute(connection, "PRAGMA journal_mode = WAL");
            execute(connection, "BEGIN IMMEDIATE");
            boolean first = isEmpty(connection);
            if (first) {
                for (String statement : SCHEMA.split(";\n", -1)) {
                    if (!statement.isBlank()) {
                        execute(connection, statement);
                    }
                }
                execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
                execute(connection, "PRAGMA user_version = " + SCHEMA_VERSION);
            }
            execute(connection, "COMMIT");
            return first;
        }
        if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
            throw new HistoryException(
                    Kind.REFUSED,
                    file,
                    "is a database of another program; set orchestress.history.file to another file",
                    null);
        }
        long version = number(connection, "PRAGMA user_version");
        if (version > SCHEMA_VERSION) {
            throw new HistoryException(
                    Kind.REFUSED,
                    file,
                    "has schema version " + version + ", written by a newer Orchestress; valid: " + SCHEMA_VERSION
                            + "; use that version, or set orchestress.history.file to another file",
                    null);
        }
        if (version < SCHEMA_VERSION) {
            throw new HistoryException(
                    Kind.DAMAGED, file, "has schema version " + version + ", which is no longer read", null);
        }
        String check = text(connection, "PRAGMA quick_check(1)");
        if (!check.equals("ok")) {
            throw new HistoryException(Kind.DAMAGED, file, "is damaged: " + check, null);
        }
        for (Matcher table = TABLE.matcher(SCHEMA); table.find(); ) {
            String name = table.group(1);
            if (number(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '" + name + "'")
                    == 0) {
                throw new HistoryException(Kind.DAMAGED, file, "is damaged: it has no table " + name, null);
            }
        }
        return false;
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM sqlite_master") == 0;
    }

    /** Whether there was no store before it was opened. */
    boolean isCreated() {
        return created;
    }

    Path file() {
        return file;
    }

    <T> T read(Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw SqlProblem.explain(file, e);
        } catch (IllegalArgumentException e) {
            throw SqlProblem.odd(file, e);
        }
    }

    /** All of it, or nothing. */
    <T> T write(Work<T> work) {
        try {
            execute(connection, "BEGIN IMMEDIATE");
            try {
                T result = work.on(connection);
                execute(connection, "COMMIT");
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlProblem.explain(file, e);
        } catch (IllegalArgumentException e) {
            throw SqlProblem.odd(file, e);
        }
    }

    /** SQLite may have done so by itself, when the disk was full for example. */
    private void rollBack(Exception cause) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqlProblem.explain(file, e);
        }
    }

    private static void close(@org.jspecify.annotations.Nullable Connection connection, Exception cause) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return String.valueOf(row.getString(1));
        }
    }
}
