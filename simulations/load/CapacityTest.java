package load;

import io.orchestress.config.CapacitySettings;
import io.orchestress.gatling.LoadSimulation;
import io.orchestress.scenario.Journeys;

/** The highest load that still meets the SLO, looked for step by step. */
public final class CapacityTest extends LoadSimulation {
    public CapacityTest() {
        super(CapacitySettings.WORKLOAD, Journeys.byProtocol());
    }
}
