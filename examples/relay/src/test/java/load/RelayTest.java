package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** The workload of the smoke test, against whatever the configuration names. */
public final class RelayTest extends LoadSimulation {
    public RelayTest() {
        super("smoke", Journeys.byProtocol());
    }
}
