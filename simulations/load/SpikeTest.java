package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** Ten times the load from one moment to the next, and back: does it hold, does it come back? */
public final class SpikeTest extends LoadSimulation {
    public SpikeTest() {
        super("spike", Journeys.byProtocol());
    }
}
