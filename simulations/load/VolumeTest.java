package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** A lot of work over an hour. */
public final class VolumeTest extends LoadSimulation {
    public VolumeTest() {
        super("volume", Journeys.byProtocol());
    }
}
