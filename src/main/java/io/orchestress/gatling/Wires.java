package io.orchestress.gatling;

import io.netty.channel.EventLoop;
import io.orchestress.config.LoadModel;
import io.orchestress.config.Protocol;
import io.orchestress.config.Settings;
import io.orchestress.wire.HttpConnections;
import io.orchestress.wire.HttpWire;
import io.orchestress.wire.PipeWire;
import io.orchestress.wire.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Opens each user's way to the target: connections, or processes. */
@FunctionalInterface
interface Wires {
    Wire open(EventLoop loop);

    /** In the open model users come and go with each task, so connections outlive them: they belong to the event loop. */
    static Wires of(Settings settings) {
        if (settings.target().protocol() == Protocol.MCP_STDIO) {
            return loop -> new PipeWire(settings.protocols().mcp().command(), loop);
        }
        Duration connectTimeout = settings.target().connectTimeout();
        if (settings.load().model() == LoadModel.CLOSED) {
            return loop -> new HttpWire(loop, connectTimeout);
        }
        Map<EventLoop, HttpConnections> shared = new ConcurrentHashMap<>();
        return loop -> new HttpWire(shared.computeIfAbsent(loop, l -> new HttpConnections(l, connectTimeout)));
    }
}
