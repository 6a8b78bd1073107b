package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** Freezes the target, drops its connections, lets it die, and watches it come back each time: needs a control {@code fault}. */
public final class FaultTest extends LoadSimulation {
    public FaultTest() {
        super("faults", Journeys.byProtocol());
    }
}
