package io.orchestress.history;

import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of runs. */
final class RunTable {
    static final String FILTER = """
            (?1 IS NULL OR simulation = ?1) AND (?2 IS NULL OR profile = ?2)
              AND (?3 IS NULL OR protocol = ?3) AND (?4 IS NULL OR workload = ?4)
            """;

    private final Folders folders;

    RunTable(Folders folders) {
        this.folders = folders;
    }

    /** @return its row */
    long insert(Connection connection, PastRun run) throws SQLException {
        delete(connection, run.runId());
        String sql = """
                INSERT INTO run (run_id, simulation, workload, profile, model, protocol, target_url, embedded, load,
                  tool_version, machine, started_micros, status, outcome, score, reason, folder)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, run.runId());
            insert.setString(2, run.simulation());
            insert.setString(3, run.workload());
            insert.setString(4, run.profile());
            insert.setString(5, run.model());
            insert.setString(6, run.protocol());
            insert.setString(7, run.targetUrl());
            insert.setBoolean(8, run.embedded());
            insert.setString(9, run.load());
            insert.setString(10, run.toolVersion());
            insert.setString(11, MachineText.of(run.machine()));
            insert.setLong(12, ChronoUnit.MICROS.between(Instant.EPOCH, run.startedAt()));
            insert.setString(13, run.status().json());
            insert.setString(14, run.outcome() == null ? null : run.outcome().name());
            insert.setObject(15, run.score(), Types.REAL);
            insert.setString(16, run.reason());
            insert.setString(17, folders.stored(run.folder()));
            try (ResultSet row = insert.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    void delete(Connection connection, String runId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM run WHERE run_id = ?")) {
            delete.setString(1, runId);
            delete.executeUpdate();
        }
    }

    Optional<PastRun> find(Connection connection, String runId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM run WHERE run_id = ?")) {
            select.setString(1, runId);
            return all(select).stream().findFirst();
        }
    }

    /** Newest first. */
    List<PastRun> select(Connection connection, RunFilter filter) throws SQLException {
        String sql = "SELECT * FROM run WHERE " + FILTER + " ORDER BY started_micros DESC, run_id DESC";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, filter);
            return all(select);
        }
    }

    /** All but the newest, newest first. */
    List<PastRun> older(Connection connection, int keep) throws SQLException {
        String sql = "SELECT * FROM run ORDER BY started_micros DESC, run_id DESC LIMIT -1 OFFSET ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, keep);
            return all(select);
        }
    }

    static void bind(PreparedStatement statement, RunFilter filter) throws SQLException {
        statement.setString(1, filter.simulation());
        statement.setString(2, filter.profile());
        statement.setString(3, filter.protocol());
        statement.setString(4, filter.workload());
    }

    private List<PastRun> all(PreparedStatement select) throws SQLException {
        List<PastRun> runs = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                runs.add(run(row));
            }
        }
        return runs;
    }

    private PastRun run(ResultSet row) throws SQLException {
        double score = row.getDouble("score");
        boolean scored = !row.wasNull();
        return new PastRun(
                row.getString("run_id"),
                row.getString("simulation"),
                row.getString("workload"),
                row.getString("profile"),
                row.getString("model"),
                row.getString("protocol"),
                row.getString("target_url"),
                row.getBoolean("embedded"),
                row.getString("load"),
                row.getString("tool_version"),
                MachineText.machine(row.getString("machine")),
                startedAt(row),
                status(row),
                outcome(row),
                scored ? Double.valueOf(score) : null,
                row.getString("reason"),
                folders.absolute(row.getString("folder")));
    }

    static Instant startedAt(ResultSet row) throws SQLException {
        return Instant.EPOCH.plus(row.getLong("started_micros"), ChronoUnit.MICROS);
    }

    static RunStatus status(ResultSet row) throws SQLException {
        return RunStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }

    static Verdict.@Nullable Outcome outcome(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return outcome == null ? null : Verdict.Outcome.valueOf(outcome);
    }
}
