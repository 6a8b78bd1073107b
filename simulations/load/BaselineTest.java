package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** What a single user, a light and a normal load see: the figures that later runs are compared with. */
public final class BaselineTest extends LoadSimulation {
    public BaselineTest() {
        super("baseline", Journeys.byProtocol());
    }
}
