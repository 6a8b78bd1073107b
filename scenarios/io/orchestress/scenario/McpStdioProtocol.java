package io.orchestress.scenario;

import io.orchestress.config.Protocols;
import io.orchestress.config.Section;
import io.orchestress.config.Settings;
import io.orchestress.gatling.Journey;
import io.orchestress.protocol.Transports;
import io.orchestress.protocol.mcp.McpSettings;
import io.orchestress.protocol.mcp.PipeTransports;
import java.util.List;

/** Model Context Protocol over the pipes of a child process. */
public final class McpStdioProtocol implements ScenarioProtocol {
    @Override
    public String name() {
        return "mcp-stdio";
    }

    @Override
    public String block() {
        return "mcp";
    }

    @Override
    public McpSettings read(Section block, boolean used) {
        return McpSettings.read(block, used);
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public List<String> command(Protocols settings) {
        return settings.of(McpSettings.class).command();
    }

    @Override
    public Transports transports(Settings settings) {
        return new PipeTransports(settings);
    }

    @Override
    public Journey journey() {
        return new McpJourney();
    }
}
