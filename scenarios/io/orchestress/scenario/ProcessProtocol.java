package io.orchestress.scenario;

import io.orchestress.config.Protocols;
import io.orchestress.config.Section;
import io.orchestress.config.Settings;
import io.orchestress.gatling.Journey;
import io.orchestress.protocol.Transports;
import io.orchestress.protocol.process.CommandTransports;
import io.orchestress.protocol.process.ProcessSettings;
import java.util.List;

/** A command for each task. */
public final class ProcessProtocol implements ScenarioProtocol {
    @Override
    public String name() {
        return "process";
    }

    @Override
    public ProcessSettings read(Section block, boolean used) {
        return ProcessSettings.read(block, used);
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public List<String> command(Protocols settings) {
        return settings.of(ProcessSettings.class).command();
    }

    @Override
    public Transports transports(Settings settings) {
        return new CommandTransports(settings);
    }

    @Override
    public Journey journey() {
        return new ProcessJourney();
    }
}
