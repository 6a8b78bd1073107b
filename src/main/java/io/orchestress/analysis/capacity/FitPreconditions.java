package io.orchestress.analysis.capacity;

import io.orchestress.stats.usl.Fit;
import io.orchestress.text.Format;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why the law is not fitted to points. */
final class FitPreconditions {
    private FitPreconditions() {}

    /** @return null: it may be fitted */
    static @Nullable String reason(String over, List<ScalingPoint> points) {
        List<Double> idle = points.stream()
                .filter(point -> point.settled() && point.throughputPerSec() == 0)
                .map(ScalingPoint::n)
                .distinct()
                .toList();
        if (!idle.isEmpty()) {
            return "no fit: throughput was 0 at " + list(idle) + " " + over;
        }
        List<Double> settled = points.stream()
                .filter(ScalingPoint::settled)
                .map(ScalingPoint::n)
                .distinct()
                .toList();
        if (settled.size() < Fit.LEAST_CONCURRENCIES) {
            long left = points.stream().filter(point -> !point.settled()).count();
            return "no fit: only " + settled.size()
                    + (settled.size() == 1 ? " distinct value of " : " distinct values of ") + over
                    + (settled.isEmpty() ? "" : " (" + list(settled) + ")") + ", at least "
                    + Fit.LEAST_CONCURRENCIES + " needed"
                    + (left == 0
                            ? ""
                            : "; " + left + (left == 1 ? " point was" : " points were")
                                    + " excluded: requests piled up, or the numbers contradict Little's law");
        }
        return null;
    }

    private static String list(List<Double> values) {
        return values.stream().map(Format::number).collect(Collectors.joining(", "));
    }
}
