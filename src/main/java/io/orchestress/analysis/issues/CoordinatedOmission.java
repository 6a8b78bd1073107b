package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.text.Format;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * COORDINATED_OMISSION: p99 from the intended start is a multiple of p99 from the actual start, so that the plain figures hide
 * how long requests waited for their turn.
 *
 * @see <a href="https://www.youtube.com/watch?v=lJ8ydIuPFeU">Gil Tene, How NOT to Measure Latency</a>
 */
final class CoordinatedOmission implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        Breaches breaches = Breaches.above(measured, 0, limits.minSamples(), request -> hidden(request, limits));
        if (breaches.isEmpty()) {
            return List.of();
        }
        RequestResult worst = breaches.worst().request();
        double plain = p99Millis(worst.latencyMicros());
        double corrected = p99Millis(worst.correctedLatencyMicros());
        return List.of(Diagnosis.of(
                IssueType.COORDINATED_OMISSION,
                Severity.MEDIUM,
                "p99 is " + Format.of(plain, "ms") + " from the actual and " + Format.of(corrected, "ms")
                        + " from the intended start (" + Format.factor(corrected / plain) + " ×): "
                        + breaches.where()
                        + ".",
                breaches.evidence("correctedP99", corrected, limits.omissionFactor() * plain, "ms")));
    }

    /** By how many milliseconds waiting is hidden, where that is far enough to speak of; else empty. */
    private static OptionalDouble hidden(RequestResult request, IssueLimits limits) {
        boolean few = request.count() < 100 * limits.tailSamples();
        if (few || request.latencyMicros() == null || request.correctedLatencyMicros() == null) {
            return OptionalDouble.empty();
        }
        double plain = p99Millis(request.latencyMicros());
        double corrected = p99Millis(request.correctedLatencyMicros());
        boolean far = corrected >= limits.omissionFactor() * plain && corrected - plain >= limits.omissionGapMillis();
        return far ? OptionalDouble.of(corrected - plain) : OptionalDouble.empty();
    }

    private static double p99Millis(@Nullable Latency latency) {
        return latency == null ? 0 : latency.p99() / 1000.0;
    }
}
