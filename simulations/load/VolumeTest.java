package load;

import io.orchestress.gatling.LoadSimulation;
import load.scenario.Journeys;

/** A lot of work over an hour. */
public final class VolumeTest extends LoadSimulation {
    public VolumeTest() {
        super("volume", Journeys.byProtocol());
    }
}
