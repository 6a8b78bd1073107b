package io.orchestress.protocol.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.config.Protocols;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.ProbeResponse;
import io.orchestress.protocol.ProbeResult;

/** Knows the embedded orchestrator's own API: any other mapping of {@code rest} cannot be told from the outside. */
public final class RestProbe implements Probe {
    @Override
    public ProbeResult ask(ProbeClient target, Protocols settings) {
        ProbeResponse agents = target.get("/v1/agents?limit=1");
        JsonNode listing = agents.json();
        return new ProbeResult(
                agents.isSuccess()
                        && listing.path("agents").isArray()
                        && listing.path("total").isInt(),
                agents);
    }
}
