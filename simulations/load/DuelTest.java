package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** A short and steady load, for the pairs of a duel. */
public final class DuelTest extends LoadSimulation {
    public DuelTest() {
        super("duel", Journeys.byProtocol());
    }
}
