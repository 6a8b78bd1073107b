package io.orchestress.scenario;

import io.orchestress.config.Section;
import io.orchestress.gatling.Journey;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.openai.OpenAiProbe;
import io.orchestress.protocol.openai.OpenAiSettings;
import java.util.Optional;

/** OpenAI chat completions, streaming or not. */
public final class OpenAiProtocol implements ScenarioProtocol {
    @Override
    public String name() {
        return "openai";
    }

    @Override
    public OpenAiSettings read(Section block, boolean used) {
        return OpenAiSettings.read(block);
    }

    @Override
    public boolean isOfEmbedded() {
        return true;
    }

    @Override
    public Optional<Probe> probe() {
        return Optional.of(new OpenAiProbe());
    }

    @Override
    public Journey journey() {
        return new OpenAiJourney();
    }
}
