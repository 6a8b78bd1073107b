package io.orchestress.protocol;

import io.netty.channel.EventLoop;
import io.orchestress.config.Settings;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.transport.AnswerLimits;
import io.orchestress.transport.HttpConnections;
import io.orchestress.transport.HttpWire;
import io.orchestress.transport.MemoryBudget;
import io.orchestress.transport.Wire;
import io.orchestress.transport.reach.Reach;
import io.orchestress.workload.kind.LoadModel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Opens each user's way to the target: connections, or processes. */
@FunctionalInterface
public interface Transports extends AutoCloseable {
    Wire open(EventLoop loop);

    /** One budget, whatever opens wires. */
    MemoryBudget MEMORY = MemoryBudget.ofThisJvm();

    /** The load has ended. Each wire is closed by its user. */
    @Override
    default void close() {}

    /** How much of an answer is read. */
    static AnswerLimits limits(Settings settings) {
        return new AnswerLimits(
                settings.target().longestAnswerBytes(), settings.target().longestStreamBytes(), MEMORY);
    }

    /** In the open model users come and go with each task, so connections outlive them: they belong to the event loop. */
    static Transports http(Settings settings) {
        Duration connectTimeout = settings.target().connectTimeout();
        AnswerLimits limits = limits(settings);
        Reach reach = settings.part(TargetAccess.class).reach();
        if (settings.load().model() == LoadModel.CLOSED) {
            return loop -> new HttpWire(loop, connectTimeout, limits, reach);
        }
        Map<EventLoop, HttpConnections> shared = new ConcurrentHashMap<>();
        return loop ->
                new HttpWire(shared.computeIfAbsent(loop, l -> new HttpConnections(l, connectTimeout, limits, reach)));
    }
}
