package load;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/**
 * Freezes the target, drops its connections, lets it die, and watches it come back each time: needs a control {@code fault}. With {@code backend.enabled} the
 * models behind it fail instead, which works with any target that calls them.
 */
public final class FaultTest extends LoadSimulation {
    public FaultTest() {
        super("faults", Journeys.byProtocol());
    }
}
