package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** A quiet tenant alone, then beside a noisy one, then alone again: what does it lose, and does it come back? */
public final class FairnessTest extends LoadSimulation {
    public FairnessTest() {
        super("fairness", Journeys.byProtocol());
    }
}
