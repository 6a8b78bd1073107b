package io.orchestress.config;

import io.orchestress.plugin.PluginException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The section {@code orchestress.protocols}: the block of each protocol, as that one has read it, and the settings that all share. */
public final class Protocols {
    private final Map<Class<?>, Object> blocks;
    private final Duration pollInterval;

    private Protocols(Map<Class<?>, Object> blocks, Duration pollInterval) {
        this.blocks = Map.copyOf(blocks);
        this.pollInterval = pollInterval;
    }

    /** @param used the protocol of the target */
    static Protocols read(Section s, List<Protocol> all, Protocol used) {
        Map<String, Protocol> readers = new LinkedHashMap<>();
        all.forEach(protocol -> readers.putIfAbsent(block(protocol), protocol));
        if (used != ProtocolRegistry.AUTO) {
            readers.put(block(used), used);
        }
        Map<Class<?>, Object> blocks = new LinkedHashMap<>();
        readers.forEach((block, reader) -> {
            try {
                Object settings = reader.read(s.section(block), reader == used);
                if (blocks.put(settings.getClass(), settings) != null) {
                    s.problem(
                            block,
                            reader.getClass().getName() + " reads it as "
                                    + settings.getClass().getName()
                                    + ", and so does another protocol its block; valid: a class of its own");
                }
            } catch (RuntimeException | LinkageError e) {
                s.problem(block, reader.getClass().getName() + " cannot read it: " + e);
            }
        });
        return new Protocols(blocks, s.duration("poll-interval", Duration.ofMillis(1)));
    }

    private static String block(Protocol protocol) {
        return PluginException.guard(protocol, "the name of its block", protocol::block);
    }

    /**
     * The block of a protocol.
     *
     * @param type of what its {@link Protocol#read} returns
     * @throws NullPointerException when no protocol reads such a block
     */
    public <T> T of(Class<T> type) {
        return type.cast(Objects.requireNonNull(blocks.get(type), () -> "no protocol reads " + type.getName()));
    }

    /** Between two looks at a task that goes on, in any protocol. */
    public Duration pollInterval() {
        return pollInterval;
    }
}
