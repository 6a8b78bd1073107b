package io.orchestress.scenario;

import io.orchestress.config.Section;
import io.orchestress.gatling.Journey;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.rest.RestProbe;
import io.orchestress.protocol.rest.RestSettings;
import java.util.Optional;

/** A REST API as {@code orchestress.protocols.rest} describes it; by default that of the embedded orchestrator. */
public final class RestProtocol implements ScenarioProtocol {
    @Override
    public String name() {
        return "rest";
    }

    @Override
    public RestSettings read(Section block, boolean used) {
        return RestSettings.read(block);
    }

    @Override
    public boolean isOfEmbedded() {
        return true;
    }

    @Override
    public Optional<Probe> probe() {
        return Optional.of(new RestProbe());
    }

    /** The embedded orchestrator speaks several others, too. */
    @Override
    public boolean isBeforeOthers() {
        return true;
    }

    @Override
    public Journey journey() {
        return new RestJourney();
    }
}
