package io.orchestress.history;

import static io.orchestress.history.MetricValue.ALL;

import io.orchestress.record.Better;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of figures; a figure's name, unit and direction are kept once, in {@code series}. */
final class MetricStore {
    private MetricStore() {}

    private record Name(String metric, String request, String phase, String unit) {
        static Name of(MetricValue value) {
            return new Name(value.metric(), value.request(), value.phase(), value.unit());
        }
    }

    static void insert(Connection connection, long run, List<MetricValue> values) throws SQLException {
        Map<Name, Long> known = known(connection);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO figure VALUES (?, ?, ?)")) {
            for (MetricValue value : values) {
                Long id = known.get(Name.of(value));
                insert.setLong(1, run);
                insert.setLong(2, id == null ? newSeries(connection, value) : id);
                insert.setDouble(3, value.value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Map<Name, Long> known(Connection connection) throws SQLException {
        Map<Name, Long> ids = new HashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT metric, request, phase, unit, id FROM series");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.put(
                        new Name(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        row.getLong(5));
            }
        }
        return ids;
    }

    private static long newSeries(Connection connection, MetricValue value) throws SQLException {
        String sql = "INSERT INTO series (metric, request, phase, unit, better) VALUES (?, ?, ?, ?, ?) RETURNING id";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, value.metric());
            insert.setString(2, value.request());
            insert.setString(3, value.phase());
            insert.setString(4, value.unit());
            insert.setString(5, value.better().label());
            try (ResultSet row = insert.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    /** Of the whole run before those of phases, of all requests before those of one. */
    static List<MetricValue> of(Connection connection, String runId) throws SQLException {
        String sql = """
                SELECT metric, request, phase, value, unit, better
                FROM run JOIN figure ON figure.run = run.id JOIN series ON series.id = figure.series
                WHERE run_id = ? ORDER BY phase <> '*', phase, request <> '*', request, metric
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, runId);
            List<MetricValue> values = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    values.add(new MetricValue(
                            row.getString("metric"),
                            row.getString("request"),
                            row.getString("phase"),
                            row.getDouble("value"),
                            row.getString("unit"),
                            Better.of(row.getString("better"))));
                }
            }
            return values;
        }
    }

    /** Over the whole run, in the order of metric and request; all requests before the single ones. */
    static List<MetricSeries.Name> names(Connection connection, RunFilter filter) throws SQLException {
        String sql = "SELECT DISTINCT metric, request FROM run JOIN figure ON figure.run = run.id"
                + " JOIN series ON series.id = figure.series WHERE phase = '*' AND " + RunTable.FILTER
                + " ORDER BY metric, request <> '*', request";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            RunTable.bind(select, filter);
            List<MetricSeries.Name> names = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.add(new MetricSeries.Name(row.getString("metric"), row.getString("request")));
                }
            }
            return names;
        }
    }

    private record Row(MetricSeries.Point point, String unit, Better better) {}

    static Optional<MetricSeries> series(Connection connection, RunFilter filter, String metric, String request)
            throws SQLException {
        String sql = """
                SELECT run_id, started_micros, status, outcome, value, unit, better
                FROM run LEFT JOIN (SELECT run, value, unit, better FROM figure JOIN series ON series.id = figure.series
                  WHERE metric = ?5 AND request = ?6 AND phase = ?7) ON run = run.id WHERE
                """ + RunTable.FILTER + " ORDER BY started_micros, run_id";
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            RunTable.bind(select, filter);
            select.setString(5, metric);
            select.setString(6, request);
            select.setString(7, ALL);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(row(row));
                }
            }
        }
        Optional<Row> newest =
                rows.stream().filter(row -> row.point().value() != null).reduce((older, newer) -> newer);
        return newest.map(row -> new MetricSeries(
                metric,
                request,
                row.unit(),
                row.better(),
                rows.stream().map(each -> inUnit(each, row.unit())).toList()));
    }

    private static Row row(ResultSet row) throws SQLException {
        double value = row.getDouble("value");
        boolean known = !row.wasNull();
        return new Row(
                new MetricSeries.Point(
                        row.getString("run_id"),
                        RunTable.startedAt(row),
                        known ? Double.valueOf(value) : null,
                        RunTable.status(row),
                        RunTable.outcome(row)),
                known ? row.getString("unit") : "",
                known ? Better.of(row.getString("better")) : Better.NEITHER);
    }

    private static MetricSeries.Point inUnit(Row row, String unit) {
        MetricSeries.Point point = row.point();
        return row.unit().equals(unit)
                ? point
                : new MetricSeries.Point(point.runId(), point.startedAt(), null, point.status(), point.outcome());
    }
}
