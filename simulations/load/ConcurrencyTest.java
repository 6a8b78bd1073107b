package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** 1, 5, 10, 20, 50 and 100 tasks at a time. */
public final class ConcurrencyTest extends LoadSimulation {
    public ConcurrencyTest() {
        super("concurrency", Journeys.byProtocol());
    }
}
