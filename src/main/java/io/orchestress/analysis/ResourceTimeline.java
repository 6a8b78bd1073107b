package io.orchestress.analysis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resources over time, in the bins of {@link Timeline}. */
public record ResourceTimeline(List<Line> lines) {
    public ResourceTimeline {
        lines = List.copyOf(lines);
    }

    /**
     * One figure.
     *
     * @param subject, name as in {@code resources.csv}
     * @param means of each bin; absent where nothing was read, which is a gap and not zero
     */
    public record Line(String subject, String name, List<@Nullable Double> means) {}

    /** Empty when it was never read. */
    public Optional<Line> line(String subject, String name) {
        return lines.stream()
                .filter(line -> line.subject().equals(subject) && line.name().equals(name))
                .findFirst();
    }
}
