package io.orchestress.analysis.injector;

import io.orchestress.record.RunRecord;
import io.orchestress.record.SaturatedSum;
import java.util.Map;

/**
 * What of the load was not sent.
 *
 * @param notSent for want of means of the injector
 * @param simulation because code of the simulation failed
 */
record UnsentLoad(UnsentRequests notSent, UnsentRequests simulation) {
    static final UnsentLoad NONE = new UnsentLoad(UnsentRequests.NONE, UnsentRequests.NONE);

    static UnsentLoad of(Map<String, Long> notSent, Map<String, Long> simulation, RunRecord results) {
        return new UnsentLoad(
                UnsentRequests.of(notSent, SaturatedSum.sum(simulation.values()), results),
                UnsentRequests.of(simulation, SaturatedSum.sum(notSent.values()), results));
    }
}
