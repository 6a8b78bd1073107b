package io.orchestress.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import io.orchestress.protocol.Call;
import java.util.Optional;

/** The journey of the protocol that the configuration names, so that every simulation runs against every target. */
public final class Journeys {
    private Journeys() {}

    public static Journey byProtocol() {
        return new Chosen();
    }

    private static final class Chosen implements Journey {
        private Optional<Journey> chosen = Optional.empty();

        @Override
        public ChainBuilder iteration(Requests requests) {
            return chosen(requests).iteration(requests);
        }

        @Override
        public Optional<ChainBuilder> arrival(Requests requests) {
            return chosen(requests).arrival(requests);
        }

        @Override
        public void prepare(Requests requests) {
            chosen(requests).prepare(requests);
        }

        @Override
        public Optional<Call> farewell(Session leaving) {
            return chosen.flatMap(journey -> journey.farewell(leaving));
        }

        private Journey chosen(Requests requests) {
            chosen = chosen.or(() -> Optional.of(Journeys.chosen(requests)));
            return chosen.get();
        }
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
