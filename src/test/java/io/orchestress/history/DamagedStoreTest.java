package io.orchestress.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orchestress.record.RecordJson;
import io.orchestress.testkit.EndedRun;
import io.orchestress.testkit.StartedRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in place of a store. */
class DamagedStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-02T11:22:33.444Z");

    @TempDir
    Path project;

    private Path file;
    private Path records;
    private final List<String> said = new ArrayList<>();

    private interface Damage {
        void to(Path file) throws IOException, SQLException;
    }

    @BeforeEach
    void aStoreOfThreeRunsAndABaseline() {
        file = project.resolve("history").resolve("runs.db");
        records = project.resolve("results");
        try (History history = History.open(file)) {
            for (int minute = 0; minute < 3; minute++) {
                EndedRun run = EndedRun.at(minute);
                history.add(run.record(), run.writeTo(records));
            }
            history.setBaseline("main", List.of("spiketest-1"), NOW, "ann", "", false);
        }
    }

    private History openOrRebuild() {
        return History.openOrRebuild(file, records, NOW, said::add);
    }

    private static void sql(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Arguments damage(String what, Damage damage) {
        return Arguments.of(what, damage);
    }

    static Stream<Arguments> damaged() {
        return Stream.of(
                damage("without a table", file -> sql(file, "DROP TABLE figure")),
                damage("garbage", file -> Files.writeString(file, "no database at all ".repeat(99))),
                damage("a few bytes", file -> Files.writeString(file, "SQLite")),
                damage("truncated", file -> Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 9000))),
                damage("zeros within", file -> {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.write(ByteBuffer.allocate(8000), 4096);
                    }
                }),
                damage("an older version", file -> sql(file, "PRAGMA user_version = 0")),
                damage("an empty folder", file -> {
                    Files.delete(file);
                    Files.createDirectory(file);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damaged")
    void isSetAsideAndMadeAgainFromTheRecords(String what, Damage damage) throws IOException, SQLException {
        damage.to(file);
        byte[] found = Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file);

        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> History.open(file))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.DAMAGED));
        try (History history = openOrRebuild()) {
            assertThat(history.runs(RunFilter.ALL))
                    .extracting(PastRun::runId)
                    .containsExactly("spiketest-2", "spiketest-1", "spiketest-0");
            assertThat(history.metrics("spiketest-1")).isNotEmpty();
            assertThat(history.baseline("main").orElseThrow())
                    .extracting(RunRef::runId)
                    .containsExactly("spiketest-1");
        }

        Path aside = file.resolveSibling("runs.db.corrupt-20260302-112233-444");
        assertThat(aside).exists();
        if (found.length > 0) {
            assertThat(Files.readAllBytes(aside)).isEqualTo(found);
        }
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).contains(file.toString(), "set aside as " + aside);
        assertThat(said.get(1)).contains("was made from 3 records in " + records);
    }

    @Test
    void aLostStoreIsMadeFromTheRecordsThatAreClosed() throws IOException {
        Files.delete(file);
        Path open = Files.createDirectory(records.resolve("going-on"));
        RecordJson.writeAtomically(open.resolve("run.json"), StartedRun.of("going-on"));
        Files.writeString(Files.createDirectory(records.resolve("broken")).resolve("run.json"), "{");

        try (History history = openOrRebuild()) {
            assertThat(history.isNew()).isTrue();
            assertThat(history.runs(RunFilter.ALL)).hasSize(3);
        }
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).contains("was made from 3 records");
        assertThat(said.get(1)).contains("Not added", "broken");
        assertThat(said.get(2)).contains("Not added", "going-on", "the run is still active, or was killed");
    }

    @Test
    void aSoundStoreIsLeftAlone() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (History history = openOrRebuild()) {
            assertThat(history.isNew()).isFalse();
            assertThat(history.runs(RunFilter.ALL)).hasSize(3);
        }
        assertThat(said).isEmpty();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                damage("schema version 4, written by a newer", file -> sql(file, "PRAGMA user_version = 4")),
                damage("another program", file -> {
                    Files.delete(file);
                    sql(file, "CREATE TABLE invoice (id INTEGER)", "INSERT INTO invoice VALUES (1)");
                }),
                damage("is a folder", file -> {
                    Files.delete(file);
                    Files.writeString(Files.createDirectory(file).resolve("precious"), "x");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsNotOursIsRefusedAndNotTouched(String what, Damage damage) throws IOException, SQLException {
        damage.to(file);
        byte[] before = Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file);

        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(this::openOrRebuild)
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.REFUSED));
        if (Files.isDirectory(file)) {
            assertThat(file.resolve("precious")).exists();
        } else {
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
        }
        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE run SET status = 'ODD'", "UPDATE run SET outcome = 'ODD'"})
    void aValueThatNobodyWroteIsSaidWithWhatToDo(String odd) throws IOException, SQLException {
        sql(file, "PRAGMA ignore_check_constraints = ON", odd);

        try (History history = openOrRebuild()) {
            assertThatExceptionOfType(HistoryException.class)
                    .isThrownBy(() -> history.runs(RunFilter.ALL))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("holds a value that Orchestress does not write")
                    .withMessageContaining("history rebuild");
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaid() {
        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> History.open(file.resolve("below-a-file").resolve("runs.db")))
                .withMessageContaining("its folder cannot be created")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.UNUSABLE));
    }
}
