package io.orchestress.history;

import static io.orchestress.history.MetricValue.ALL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of figures; a figure's name, unit and direction are kept once, in {@code series}. */
final class FigureTable {
    private FigureTable() {}

    static void insert(Connection connection, long run, List<MetricValue> values) throws SQLException {
        String name = """
                INSERT INTO series (metric, request, phase, unit, higher_is_better) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """;
        String figure = """
                INSERT INTO figure (run, series, value)
                SELECT ?, id, ? FROM series WHERE metric = ? AND request = ? AND phase = ? AND unit = ?
                """;
        try (PreparedStatement names = connection.prepareStatement(name);
                PreparedStatement figures = connection.prepareStatement(figure)) {
            for (MetricValue value : values) {
                names.setString(1, value.metric());
                names.setString(2, value.request());
                names.setString(3, value.phase());
                names.setString(4, value.unit());
                names.setBoolean(5, value.higherIsBetter());
                names.addBatch();
                figures.setLong(1, run);
                figures.setDouble(2, value.value());
                figures.setString(3, value.metric());
                figures.setString(4, value.request());
                figures.setString(5, value.phase());
                figures.setString(6, value.unit());
                figures.addBatch();
            }
            names.executeBatch();
            figures.executeBatch();
        }
    }

    /** Of the whole run before those of phases, of all requests before those of one. */
    static List<MetricValue> of(Connection connection, String runId) throws SQLException {
        String sql = """
                SELECT metric, request, phase, value, unit, higher_is_better
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
                            row.getBoolean("higher_is_better")));
                }
            }
            return values;
        }
    }

    /** Over the whole run, in the order of metric and request; all requests before the single ones. */
    static List<Series.Name> names(Connection connection, RunFilter filter) throws SQLException {
        String sql = "SELECT DISTINCT metric, request FROM run JOIN figure ON figure.run = run.id"
                + " JOIN series ON series.id = figure.series WHERE phase = '*' AND " + RunTable.FILTER
                + " ORDER BY metric, request <> '*', request";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            RunTable.bind(select, filter);
            List<Series.Name> names = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.add(new Series.Name(row.getString("metric"), row.getString("request")));
                }
            }
            return names;
        }
    }

    private record Row(Series.Point point, String unit, boolean higherIsBetter) {}

    static Optional<Series> series(Connection connection, RunFilter filter, String metric, String request)
            throws SQLException {
        String sql = """
                SELECT run_id, started_micros, status, outcome, value, unit, higher_is_better
                FROM run LEFT JOIN (SELECT run, value, unit, higher_is_better FROM figure JOIN series ON series.id = figure.series
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
        return newest.map(row -> new Series(
                metric,
                request,
                row.unit(),
                row.higherIsBetter(),
                rows.stream().map(each -> inUnit(each, row.unit())).toList()));
    }

    private static Row row(ResultSet row) throws SQLException {
        double value = row.getDouble("value");
        boolean known = !row.wasNull();
        return new Row(
                new Series.Point(
                        row.getString("run_id"),
                        RunTable.startedAt(row),
                        known ? Double.valueOf(value) : null,
                        RunTable.status(row),
                        RunTable.outcome(row)),
                known ? row.getString("unit") : "",
                row.getBoolean("higher_is_better"));
    }

    private static Series.Point inUnit(Row row, String unit) {
        Series.Point point = row.point();
        return row.unit().equals(unit)
                ? point
                : new Series.Point(point.runId(), point.startedAt(), null, point.status(), point.outcome());
    }
}
