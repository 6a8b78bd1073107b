package load.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;

final class McpJourney implements Journey {
    @Override
    public ChainBuilder iteration(Requests requests) {
        throw new UnsupportedOperationException("Mcp");
    }
}
