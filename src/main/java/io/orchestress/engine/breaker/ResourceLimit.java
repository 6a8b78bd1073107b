package io.orchestress.engine.breaker;

import io.orchestress.config.Section;
import io.orchestress.config.Written;
import io.orchestress.record.ResourceName;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.text.Units;
import io.orchestress.text.Units.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A limit of something that is read now and then, such as the memory of the target.
 *
 * @param figure what it is called
 * @param limit above which the mean of the window is too much
 * @param unit as in {@code resources.csv}
 */
public record ResourceLimit(String figure, double limit, String unit) {

    public ResourceLimit {
        if (!(limit >= 0) || Double.isInfinite(limit)) {
            throw new IllegalArgumentException("limit of " + figure + " is " + limit + ", must be 0 or more");
        }
    }

    /**
     * Reads limits, metric = limit, where the user names the metrics.
     *
     * @param areRead whether resources are read at all
     */
    static List<ResourceLimit> read(Section s, boolean areRead) {
        List<ResourceLimit> limits = new ArrayList<>();
        for (Written figure : s.leaves()) {
            try {
                if (!areRead) {
                    throw new IllegalArgumentException(
                            "resources are not measured while orchestress.resources.enabled is false");
                }
                limits.add(limit(figure));
            } catch (IllegalArgumentException e) {
                s.problem(figure, String.valueOf(e.getMessage()));
            }
        }
        return limits;
    }

    private static ResourceLimit limit(Written figure) {
        String unit = ResourceMetric.of(figure.name())
                .orElseThrow(() -> new IllegalArgumentException("unknown metric '" + figure.name() + "'; valid: "
                        + String.join(", ", ResourceName.SUBJECTS) + ", a dot, and one of "
                        + String.join(", ", ResourceName.known()) + ", or a name of your own that begins with x-"))
                .unit();
        Kind kind = kind(unit);
        boolean bare = kind == Kind.SHARE || kind == Kind.RATE || kind == Kind.NUMBER;
        return new ResourceLimit(
                figure.name(), Units.parse(figure.text(), kind, bare).doubleValue(), unit);
    }

    private static Kind kind(String unit) {
        return switch (unit) {
            case "B" -> Kind.SIZE;
            case "B/s" -> Kind.SIZE_RATE;
            case "s" -> Kind.TIME;
            case "ratio" -> Kind.SHARE;
            case "1/s" -> Kind.RATE;
            default -> Kind.NUMBER;
        };
    }
}
