package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** Doubling steps beyond capacity until something gives, then release. */
public final class StressTest extends LoadSimulation {
    public StressTest() {
        super("stress", Journeys.byProtocol());
    }
}
