package io.orchestress.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite says of a disk is not always what is the matter with it. */
class SqlProblemTest {
    @ParameterizedTest
    @CsvSource({
        "SQLITE_FULL, false, UNUSABLE, the disk is full",
        "SQLITE_IOERR, true, UNUSABLE, the disk is full",
        "SQLITE_IOERR_SHMSIZE, true, UNUSABLE, the disk is full",
        "SQLITE_IOERR_WRITE, true, UNUSABLE, the disk is full",
        "SQLITE_IOERR_SHMSIZE, false, UNUSABLE, said by SQLite",
        "SQLITE_ERROR, true, UNUSABLE, said by SQLite",
        "SQLITE_BUSY, true, UNUSABLE, another process has kept it locked",
        "SQLITE_READONLY, true, UNUSABLE, cannot be written",
        "SQLITE_CANTOPEN, true, UNUSABLE, cannot be written",
        "SQLITE_CORRUPT, true, DAMAGED, is not an SQLite database",
        "SQLITE_NOTADB, true, DAMAGED, is not an SQLite database",
    })
    void hasWords(SQLiteErrorCode code, boolean full, HistoryException.Kind kind, String words) {
        HistoryException explained =
                SqlProblem.explain(Path.of("runs.db"), new SQLiteException("said by SQLite", code), () -> full);

        assertThat(explained.kind()).isEqualTo(kind);
        assertThat(explained).hasMessageContaining(words).hasMessageContaining("runs.db");
    }
}
