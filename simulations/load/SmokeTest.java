package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** Is it up, and does a simple task work? One user. */
public final class SmokeTest extends LoadSimulation {
    public SmokeTest() {
        super("smoke", Journeys.byProtocol());
    }
}
