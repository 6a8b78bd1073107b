package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** 1, 2, 4 and 8 instances under as many times the load: needs a control {@code instances}. */
public final class ScalabilityTest extends LoadSimulation {
    public ScalabilityTest() {
        super("scalability", Journeys.byProtocol());
    }
}
