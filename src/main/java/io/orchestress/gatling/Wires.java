package io.orchestress.gatling;

import io.netty.channel.EventLoop;
import io.orchestress.config.Settings;
import io.orchestress.wire.Wire;

/** Opens each user's way to the target: connections, or processes. */
@FunctionalInterface
interface Wires {
    Wire open(EventLoop loop);

    static Wires of(Settings settings) {
        return loop -> {
            throw new UnsupportedOperationException(settings.target().protocol().configName());
        };
    }
}
