package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** The load expected in production. */
public final class LoadTest extends LoadSimulation {
    public LoadTest() {
        super("load", Journeys.byProtocol());
    }
}
