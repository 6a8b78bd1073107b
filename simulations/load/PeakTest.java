package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** The highest load expected in production. */
public final class PeakTest extends LoadSimulation {
    public PeakTest() {
        super("peak", Journeys.byProtocol());
    }
}
