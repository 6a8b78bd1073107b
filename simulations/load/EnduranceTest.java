package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** The same load for hours: what drifts, what leaks? */
public final class EnduranceTest extends LoadSimulation {
    public EnduranceTest() {
        super("endurance", Journeys.byProtocol());
    }
}
