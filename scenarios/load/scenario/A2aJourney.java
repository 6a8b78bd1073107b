package load.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;

final class A2aJourney implements Journey {
    @Override
    public ChainBuilder iteration(Requests requests) {
        throw new UnsupportedOperationException("A2a");
    }
}
