package com.example.relay;

import io.orchestress.config.Section;
import io.orchestress.gatling.Journey;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.ProbeResponse;
import io.orchestress.protocol.ProbeResult;
import io.orchestress.scenario.ScenarioProtocol;
import java.util.Optional;

/** Relay: a job is asked for and answered in one request. */
public final class RelayProtocol implements ScenarioProtocol {
    @Override
    public String name() {
        return "relay";
    }

    @Override
    public RelaySettings read(Section block, boolean used) {
        return RelaySettings.read(block);
    }

    @Override
    public Optional<Probe> probe() {
        return Optional.of((target, settings) -> {
            ProbeResponse about = target.get("/about");
            return new ProbeResult(
                    about.isSuccess() && about.json().path("relay").isInt(), about);
        });
    }

    @Override
    public Journey journey() {
        return new RelayJourney();
    }
}
