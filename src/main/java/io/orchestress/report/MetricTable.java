package io.orchestress.report;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Kind;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Figures of phases or requests as a table: latencies in one unit throughout, decimals the same down a column. */
public final class MetricTable {
    public static final String NONE = "–";

    private MetricTable() {}

    /**
     * The values of a row.
     *
     * @param planned text of {@link ReportMetric#PLANNED}
     * @param result counts; absent in a row that only shows latencies
     * @param latency absent where there was no answer
     */
    public record Line(
            Kind kind,
            String name,
            String note,
            String planned,
            @Nullable RequestResult result,
            @Nullable Latency latency) {

        /** A result and, where there is one, its corrected latency beneath. */
        public static List<Line> of(Kind kind, String name, String note, String planned, RequestResult result) {
            List<Line> lines = new ArrayList<>();
            lines.add(new Line(kind, name, note, planned, result, result.latencyMicros()));
            if (result.correctedLatencyMicros() != null) {
                lines.add(corrected(name, result.correctedLatencyMicros()));
            }
            return lines;
        }

        private static Line corrected(String name, Latency latency) {
            return new Line(Kind.CORRECTED, name, "corrected for coordinated omission", "", null, latency);
        }
    }

    public static Table of(String caption, String first, List<ReportMetric> figures, List<Line> lines) {
        LatencyScale scale = LatencyScale.of(figures.stream()
                .filter(f -> f.isLatency() && f != ReportMetric.STD_DEV)
                .flatMap(f -> values(f, lines).stream())
                .toList());
        List<Column> columns = new ArrayList<>(List.of(Column.text(first)));
        List<List<String>> cells = new ArrayList<>();
        for (ReportMetric figure : figures) {
            columns.add(Column.number(figure.title(), unit(figure, scale), figure.meaning()));
            cells.add(cells(figure, scale, lines));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int row = i;
            List<String> texts = new ArrayList<>(List.of(lines.get(i).name()));
            cells.forEach(column -> texts.add(column.get(row)));
            rows.add(new Row(lines.get(i).kind(), lines.get(i).note(), texts));
        }
        return new Table(caption, columns, rows);
    }

    private static String unit(ReportMetric figure, LatencyScale scale) {
        return switch (figure) {
            case THROUGHPUT -> "/s";
            case ERRORS -> "%";
            default -> figure.isLatency() ? scale.unit() : "";
        };
    }

    private static List<String> cells(ReportMetric figure, LatencyScale scale, List<Line> lines) {
        if (figure == ReportMetric.PLANNED) {
            return lines.stream().map(Line::planned).toList();
        }
        List<Double> values = values(figure, lines);
        int decimals = decimals(figure, scale, values);
        return lines.stream()
                .map(line -> {
                    Double value = figure.of(line.result(), line.latency());
                    if (value == null) {
                        return line.kind() == Kind.CORRECTED ? "" : NONE;
                    }
                    return text(figure, scale, value, decimals);
                })
                .toList();
    }

    private static String text(ReportMetric figure, LatencyScale scale, double value, int decimals) {
        if (figure.isLatency()) {
            return scale.format(value, decimals);
        }
        if (figure == ReportMetric.ERRORS) {
            return Format.percent(value).replace(" %", "");
        }
        return Format.fixed(value, decimals);
    }

    private static int decimals(ReportMetric figure, LatencyScale scale, List<Double> values) {
        double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return switch (figure) {
            case THROUGHPUT -> max >= 1000 ? 0 : max >= 10 ? 1 : 2;
            case STABILITY, APDEX -> 2;
            default -> figure.isLatency() ? scale.decimals(values) : 0;
        };
    }

    private static List<Double> values(ReportMetric figure, List<Line> lines) {
        return lines.stream()
                .map(line -> figure.of(line.result(), line.latency()))
                .filter(Objects::nonNull)
                .toList();
    }
}
