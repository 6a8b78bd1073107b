package io.orchestress.protocol.process;

import io.netty.channel.EventLoop;
import io.orchestress.config.Settings;
import io.orchestress.protocol.Transports;
import io.orchestress.transport.CommandWire;
import io.orchestress.transport.Commands;
import io.orchestress.transport.Wire;

/** A process for each request, {@code concurrent} of them at most at a time. */
public final class CommandTransports implements Transports {
    private final Commands commands;

    public CommandTransports(Settings settings) {
        commands =
                new Commands(settings.protocols().of(ProcessSettings.class).concurrent(), Transports.limits(settings));
    }

    @Override
    public Wire open(EventLoop loop) {
        return new CommandWire(commands, loop);
    }

    @Override
    public void close() {
        commands.close();
    }
}
