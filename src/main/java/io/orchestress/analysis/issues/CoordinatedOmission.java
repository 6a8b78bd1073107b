package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.text.Format;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * COORDINATED_OMISSION: p99 from the intended start is a multiple of p99 from the actual start, so that the plain figures hide
 * how long requests waited for their turn.
 *
 * @see <a href="https://www.youtube.com/watch?v=lJ8ydIuPFeU">Gil Tene, How NOT to Measure Latency</a>
 *
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record CoordinatedOmission(long minSamples) implements IssueRule {
    static final IssueType COORDINATED_OMISSION = new IssueType(
            "COORDINATED_OMISSION",
            "corrected p99 twice the plain one or more, and 100 ms above it, of 500 requests or more",
            "medium");

    /** Corrected p99 ÷ plain p99 from which it speaks, */
    private static final double OMISSION_FACTOR = 2;

    /** and by how much the two must differ, too. */
    private static final double OMISSION_GAP_MILLIS = 100;

    /** Samples above a percentile before it speaks about it. */
    private static final long TAIL_SAMPLES = 5;

    static CoordinatedOmission read(Section root) {
        return new CoordinatedOmission(Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(COORDINATED_OMISSION);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        Breaches breaches = Breaches.above(measured, 0, minSamples, request -> hidden(request));
        if (breaches.isEmpty()) {
            return List.of();
        }
        RequestResult worst = breaches.worst().request();
        double plain = p99Millis(worst.latencyMicros());
        double corrected = p99Millis(worst.correctedLatencyMicros());
        return List.of(Diagnosis.of(
                COORDINATED_OMISSION,
                Severity.MEDIUM,
                "p99 " + Format.of(plain, "ms") + " from the actual start, " + Format.of(corrected, "ms")
                        + " from the intended start (" + Format.factor(corrected / plain) + " ×): "
                        + breaches.where()
                        + ".",
                breaches.evidence(
                        Distribution.LATENCY_CORRECTED.metric(LatencyStat.P99.label()),
                        corrected,
                        OMISSION_FACTOR * plain,
                        "ms")));
    }

    /** By how many milliseconds waiting is hidden, where that is far enough to speak of; else empty. */
    private OptionalDouble hidden(RequestResult request) {
        boolean few = request.count() < 100 * TAIL_SAMPLES;
        if (few || request.latencyMicros() == null || request.correctedLatencyMicros() == null) {
            return OptionalDouble.empty();
        }
        double plain = p99Millis(request.latencyMicros());
        double corrected = p99Millis(request.correctedLatencyMicros());
        boolean far = corrected >= OMISSION_FACTOR * plain && corrected - plain >= OMISSION_GAP_MILLIS;
        return far ? OptionalDouble.of(corrected - plain) : OptionalDouble.empty();
    }

    private static double p99Millis(@Nullable Latency latency) {
        return latency == null ? 0 : latency.p99() / 1000.0;
    }
}
