package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** 100, 200, 400 and 800 users, each with a connection of its own, against a target that stays as it is. */
public final class ConnectionsTest extends LoadSimulation {
    public ConnectionsTest() {
        super("connections", Journeys.byProtocol());
    }
}
