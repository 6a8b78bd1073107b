package io.orchestress.analysis.injector;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import java.util.Comparator;
import java.util.Map;

/**
 * Requests of judged phases that were not sent: for want of the injector's own means (ports, descriptors, memory, a name server), or because
 * code of the simulation failed.
 *
 * @param why the most frequent cause
 * @param share of all that were to be sent
 */
record UnsentRequests(long count, String why, double share) {
    static final UnsentRequests NONE = new UnsentRequests(0, "", 0);

    /**
     * @param byCause how many there were of each
     * @param others that were not sent, for another reason
     */
    static UnsentRequests of(Map<String, Long> byCause, long others, RunRecord results) {
        if (byCause.isEmpty()) {
            return NONE;
        }
        long count = byCause.values().stream().mapToLong(n -> n).sum();
        String why = byCause.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElseThrow();
        RequestResult sent = results.totals();
        return new UnsentRequests(count, why, count / ((double) count + others + (sent == null ? 0 : sent.count())));
    }
}
