package io.orchestress.report.html;

import io.orchestress.report.plot.Drawing.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** No more points than a drawing has room for. */
final class Thinned {
    private Thinned() {}

    /** A figure that may be absent. */
    interface Figure extends IntFunction<@Nullable Double> {}

    /** Neighbours become their mean, at the mean of their places; absent where none of them is there. */
    static List<Point> of(List<Integer> bins, IntToDoubleFunction x, Figure figure, int most) {
        int merge = Math.max(1, (bins.size() + most - 1) / most);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < bins.size(); i += merge) {
            double at = 0;
            double sum = 0;
            int read = 0;
            List<Integer> group = bins.subList(i, Math.min(bins.size(), i + merge));
            for (int bin : group) {
                at += x.applyAsDouble(bin) / group.size();
                Double value = figure.apply(bin);
                if (value != null && Double.isFinite(value)) {
                    sum += value;
                    read++;
                }
            }
            points.add(new Point(at, read == 0 ? null : Double.valueOf(sum / read)));
        }
        return points;
    }

    /** How much a unit is in seconds, bytes or one. */
    static double size(String unit) {
        return switch (unit) {
            case "µs" -> 1e-6;
            case "ms" -> 1e-3;
            case "min" -> 60;
            case "%" -> 0.01;
            case "KiB" -> 1024;
            case "MiB" -> 1024 * 1024;
            case "GiB" -> 1024.0 * 1024 * 1024;
            default -> 1;
        };
    }
}
