package io.orchestress.analysis.gate;

import io.orchestress.run.RequestResult;
import io.orchestress.run.SeriesKey;
import io.orchestress.run.Verdict.Gate;
import io.orchestress.run.Verdict.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Error rate and success rate over all phases but warm-up, in percent. */
final class RateGates {
    private RateGates() {}

    static List<Gate> of(@Nullable RequestResult totals, GateLimits limits) {
        double maxError = 100 * limits.maxErrorRatio();
        double minSuccess = 100 * limits.minSuccessRatio();
        long count = totals == null ? 0 : totals.count();
        if (totals == null || count < limits.minSamples()) {
            String note = "only " + count + " requests, " + limits.minSamples() + " needed";
            return List.of(
                    new Gate("error-rate", Outcome.INCONCLUSIVE, null, maxError, "%", note),
                    new Gate("success-rate", Outcome.INCONCLUSIVE, null, minSuccess, "%", note));
        }
        double error = 100.0 * totals.failed() / count;
        double success = 100.0 * totals.ok() / count;
        // Compared as counts: a share that is exactly at its limit must not fail by the rounding of a division.
        boolean errorHolds = totals.failed() <= limits.maxErrorRatio() * count * (1 + 1e-12);
        boolean successHolds = totals.ok() > limits.minSuccessRatio() * count * (1 + 1e-12);
        return List.of(
                new Gate("error-rate", errorHolds ? Outcome.PASS : Outcome.FAIL, error, maxError, "%", note(totals)),
                new Gate("success-rate", successHolds ? Outcome.PASS : Outcome.FAIL, success, minSuccess, "%", ""));
    }

    private static String note(RequestResult totals) {
        long unfinished = totals.failures().getOrDefault(SeriesKey.UNFINISHED, 0L);
        String counts = totals.failed() + " of " + totals.count() + " requests failed";
        return unfinished == 0 ? counts : counts + ", " + unfinished + " of them in flight when the load stopped";
    }
}
