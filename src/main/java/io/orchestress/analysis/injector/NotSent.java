package io.orchestress.analysis.injector;

import io.orchestress.run.RequestResult;
import io.orchestress.run.RunRecord;
import java.util.Comparator;
import java.util.Map;

/**
 * Requests of judged phases that the injector could not carry out for want of its own means: ports, descriptors, memory, a name server.
 *
 * @param why the most frequent cause
 * @param share of all that were to be sent
 */
record NotSent(long count, String why, double share) {
    static final NotSent NONE = new NotSent(0, "", 0);

    /** @param byCause how many there were of each */
    static NotSent of(Map<String, Long> byCause, RunRecord results) {
        if (byCause.isEmpty()) {
            return NONE;
        }
        long count = byCause.values().stream().mapToLong(n -> n).sum();
        String why = byCause.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElseThrow();
        RequestResult sent = results.totals();
        return new NotSent(count, why, (double) count / (count + (sent == null ? 0 : sent.count())));
    }
}
