package io.orchestress.scenario;

import io.orchestress.config.Section;
import io.orchestress.config.Settings;
import io.orchestress.gatling.Journey;
import io.orchestress.protocol.Endpoint;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.ProbeResult;
import io.orchestress.protocol.UnusableTargetException;
import io.orchestress.protocol.langgraph.LangGraphProbe;
import io.orchestress.protocol.langgraph.LangGraphSettings;
import java.net.URI;
import java.util.Optional;

/** LangGraph server: threads and runs. */
public final class LangGraphProtocol implements ScenarioProtocol {
    @Override
    public String name() {
        return "langgraph";
    }

    @Override
    public LangGraphSettings read(Section block, boolean used) {
        return LangGraphSettings.read(block);
    }

    @Override
    public Optional<Probe> probe() {
        return Optional.of(new LangGraphProbe());
    }

    @Override
    public Endpoint endpoint(URI target, Settings settings, ProbeClient client) throws UnusableTargetException {
        ProbeResult asked = new LangGraphProbe().ask(client, settings.protocols());
        if (!asked.spoken()) {
            throw UnusableTargetException.notSpoken(asked.because(), "");
        }
        return new Endpoint(target, "");
    }

    @Override
    public Journey journey() {
        return new LangGraphJourney();
    }
}
