package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;
import io.orchestress.workload.kind.AdHocLoad;

/** The load that the command line asks for: {@code -Dusers=20 -Dduration="30 s"}, or {@code -Drate=50/s}. */
public final class AdHocTest extends LoadSimulation {
    public AdHocTest() {
        super(AdHocLoad.WORKLOAD, Journeys.byProtocol());
    }
}
