package io.orchestress.scenario;

import io.orchestress.config.Section;
import io.orchestress.config.Settings;
import io.orchestress.gatling.Journey;
import io.orchestress.protocol.Endpoint;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.UnusableTargetException;
import io.orchestress.protocol.a2a.A2aProbe;
import io.orchestress.protocol.a2a.A2aSettings;
import io.orchestress.protocol.a2a.AgentEndpoint;
import java.net.URI;
import java.util.Optional;

/** Agent2Agent, JSON-RPC binding. */
public final class A2aProtocol implements ScenarioProtocol {
    @Override
    public String name() {
        return "a2a";
    }

    @Override
    public A2aSettings read(Section block, boolean used) {
        return A2aSettings.read(block);
    }

    @Override
    public boolean isOfEmbedded() {
        return true;
    }

    @Override
    public Optional<Probe> probe() {
        return Optional.of(new A2aProbe());
    }

    @Override
    public String hint(Settings settings) {
        return "An agent card at another path than "
                + settings.protocols().of(A2aSettings.class).card()
                + " is named by -Dorchestress.protocols.a2a.card=/PATH";
    }

    @Override
    public Endpoint endpoint(URI target, Settings settings, ProbeClient client) throws UnusableTargetException {
        return new AgentEndpoint(target, settings).endpoint(client);
    }

    @Override
    public Journey journey() {
        return new A2aJourney();
    }
}
