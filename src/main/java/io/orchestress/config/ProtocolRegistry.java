package io.orchestress.config;

import io.orchestress.plugin.Plugins;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every protocol there is: those of Orchestress, and those of other jars on the class path. */
public final class ProtocolRegistry {
    /** Whatever the target turns out to speak. */
    public static final Protocol AUTO = new Auto();

    /** What the embedded orchestrator is spoken to in, where nothing else is said. */
    private static final String EMBEDDED = "rest";

    private static final Plugins<Protocol> PLUGINS = Plugins.load(Protocol.class, Protocol::name, List.of(AUTO.name()));

    private ProtocolRegistry() {}

    /** In the order in which a target is asked for them. */
    public static List<Protocol> all() {
        return PLUGINS.all();
    }

    /** The one that users call by this name; {@link #AUTO} is not among them. */
    public static Optional<Protocol> named(String name) {
        return PLUGINS.named(name);
    }

    /** Returns the protocol for the embedded orchestrator where none is configured. */
    public static Protocol ofEmbedded() {
        return named(EMBEDDED).orElseThrow();
    }

    /** The protocol that a key names; {@code auto} where it is none, which is a problem of the section. */
    static Protocol read(Section s, String key) {
        String name = s.text(key);
        Optional<Protocol> named = name.equals(AUTO.name()) ? Optional.of(AUTO) : named(name);
        if (named.isEmpty()) {
            s.problem(
                    key,
                    "expected one of "
                            + all().stream().map(Protocol::name).collect(Collectors.joining(", ")) + ", "
                            + AUTO.name());
        }
        return named.orElse(AUTO);
    }

    /** What is wrong with protocols of other jars. */
    static List<ConfigProblem> problems() {
        return ConfigProblem.of(PLUGINS);
    }

    private static final class Auto implements Protocol {
        @Override
        public String name() {
            return "auto";
        }

        @Override
        public Object read(Section block, boolean used) {
            throw new IllegalStateException("auto has no block");
        }

        @Override
        public boolean isOfEmbedded() {
            return true;
        }
    }
}
