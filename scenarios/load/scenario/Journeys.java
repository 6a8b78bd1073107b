package load.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import java.util.Optional;

/** The journey of the protocol that the configuration names, so that every simulation runs against every target. */
public final class Journeys {
    private Journeys() {}

    public static Journey byProtocol() {
        return new Journey() {
            @Override
            public ChainBuilder iteration(Requests requests) {
                return chosen(requests).iteration(requests);
            }

            @Override
            public Optional<ChainBuilder> arrival(Requests requests) {
                return chosen(requests).arrival(requests);
            }
        };
    }

    private static Journey chosen(Requests requests) {
        return switch (requests.settings().target().protocol()) {
            case REST -> new RestJourney();
            case OPENAI -> new OpenAiJourney();
            case LANGGRAPH -> new LangGraphJourney();
            case MCP, MCP_STDIO -> new McpJourney();
            case A2A -> new A2aJourney();
            case PROCESS -> new ProcessJourney();
            case AUTO -> throw new IllegalStateException("auto has been resolved before");
        };
    }
}
