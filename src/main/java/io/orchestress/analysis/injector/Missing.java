package io.orchestress.analysis.injector;

import io.orchestress.run.Count;
import io.orchestress.run.RunRecord;
import java.util.Map;

/**
 * What of the load was not sent.
 *
 * @param notSent for want of means of the injector
 * @param simulation because code of the simulation failed
 */
record Missing(NotSent notSent, NotSent simulation) {
    static final Missing NONE = new Missing(NotSent.NONE, NotSent.NONE);

    static Missing of(Map<String, Long> notSent, Map<String, Long> simulation, RunRecord results) {
        return new Missing(
                NotSent.of(notSent, Count.sum(simulation.values()), results),
                NotSent.of(simulation, Count.sum(notSent.values()), results));
    }
}
