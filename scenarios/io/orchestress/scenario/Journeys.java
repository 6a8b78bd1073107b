package io.orchestress.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Protocol;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import io.orchestress.plugin.PluginException;
import io.orchestress.protocol.Call;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
            return of(requests, journey -> journey.iteration(requests));
        }

        @Override
        public Optional<ChainBuilder> arrival(Requests requests) {
            return of(requests, journey -> journey.arrival(requests));
        }

        @Override
        public void prepare(Requests requests) {
            of(requests, journey -> {
                journey.prepare(requests);
                return journey;
            });
        }

        @Override
        public Optional<Call> farewell(Session leaving) {
            return chosen.flatMap(journey -> journey.farewell(leaving));
        }

        @Override
        public Optional<String> cancel(Requests requests) {
            return of(requests, journey -> journey.cancel(requests));
        }

        private <T> T of(Requests requests, Function<Journey, T> ask) {
            return PluginException.guard(
                    requests.settings().target().protocol(), "its journey", () -> ask.apply(chosen(requests)));
        }

        private Journey chosen(Requests requests) {
            chosen = chosen.or(() -> Optional.of(Journeys.chosen(requests)));
            return chosen.get();
        }
    }

    private static Journey chosen(Requests requests) {
        Protocol protocol = requests.settings().target().protocol();
        if (protocol instanceof ScenarioProtocol spoken) {
            return spoken.journey();
        }
        throw new InvalidConfigException(List.of(new ConfigProblem(
                "orchestress.target.protocol",
                protocol.name(),
                protocol.getClass().getName(),
                "it says nothing of what a user does; valid: a class that implements "
                        + ScenarioProtocol.class.getName())));
    }
}
