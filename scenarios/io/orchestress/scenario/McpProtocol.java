package io.orchestress.scenario;

import io.orchestress.config.Section;
import io.orchestress.gatling.Journey;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.mcp.McpProbe;
import io.orchestress.protocol.mcp.McpSettings;
import java.util.Optional;

/** Model Context Protocol over Streamable HTTP. */
public final class McpProtocol implements ScenarioProtocol {
    @Override
    public String name() {
        return "mcp";
    }

    @Override
    public McpSettings read(Section block, boolean used) {
        return McpSettings.read(block, false);
    }

    @Override
    public boolean isOfEmbedded() {
        return true;
    }

    @Override
    public Optional<Probe> probe() {
        return Optional.of(new McpProbe());
    }

    @Override
    public Journey journey() {
        return new McpJourney();
    }
}
