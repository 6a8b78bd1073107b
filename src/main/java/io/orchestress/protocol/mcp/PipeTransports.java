package io.orchestress.protocol.mcp;

import io.netty.channel.EventLoop;
import io.orchestress.config.Settings;
import io.orchestress.protocol.Transports;
import io.orchestress.transport.AnswerLimits;
import io.orchestress.transport.PipeWire;
import io.orchestress.transport.Wire;
import java.util.List;

/** The pipes of a process of each user's own. */
public final class PipeTransports implements Transports {
    private final List<String> command;
    private final AnswerLimits limits;

    public PipeTransports(Settings settings) {
        command = settings.protocols().of(McpSettings.class).command();
        limits = Transports.limits(settings);
    }

    @Override
    public Wire open(EventLoop loop) {
        return new PipeWire(command, loop, limits);
    }

    @Override
    public void close() {
        PipeWire.killAll();
    }
}
