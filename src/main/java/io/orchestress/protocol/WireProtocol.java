package io.orchestress.protocol;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Protocol;
import io.orchestress.config.ProtocolRegistry;
import io.orchestress.config.Settings;
import io.orchestress.plugin.PluginException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A protocol as far as finding and reaching a target is concerned; by default it goes over HTTP to the URL that was given. */
public interface WireProtocol extends Protocol {
    /** How a target is asked whether it speaks it, for {@code -Dprotocol=auto}; empty: it cannot be asked. */
    default Optional<Probe> probe() {
        return Optional.empty();
    }

    /** Whether who speaks it is spoken to in it, whatever else it speaks. */
    default boolean isBeforeOthers() {
        return false;
    }

    /** What of the configuration makes a target known that {@link #probe} did not find: the beginning of a sentence; empty: nothing. */
    default String hint(Settings settings) {
        return "";
    }

    /**
     * Where a target that is there is spoken to. Called once, before the load; a protocol whose own first call finds out, or the run, need not ask.
     *
     * @param client that asks the target
     * @throws UnusableTargetException when it does not speak this protocol, or in a way that cannot be used: the run ends with exit code 2
     */
    default Endpoint endpoint(URI target, Settings settings, ProbeClient client) throws UnusableTargetException {
        return new Endpoint(target, "");
    }

    /** Opens the ways of users to the target; called once for the load, and once for what is asked before it, by {@link #opened}. */
    default Transports transports(Settings settings) {
        return Transports.http(settings);
    }

    /** Opens the ways to the target of the settings. */
    static Transports opened(Settings settings) {
        WireProtocol protocol = of(settings);
        return PluginException.guard(protocol, "the way to the target", () -> protocol.transports(settings));
    }

    /** Every one, in the order in which a target is asked for them. */
    static List<WireProtocol> all() {
        return ProtocolRegistry.all().stream()
                .filter(WireProtocol.class::isInstance)
                .map(WireProtocol.class::cast)
                .toList();
    }

    /** That of the settings. */
    static WireProtocol of(Settings settings) {
        Protocol protocol = settings.target().protocol();
        if (protocol instanceof WireProtocol wire) {
            return wire;
        }
        throw new InvalidConfigException(
                List.of(
                        new ConfigProblem(
                                "orchestress.target.protocol",
                                protocol.name(),
                                protocol.getClass().getName(),
                                "a protocol needs calls to a target; valid: a class that implements io.orchestress.scenario.ScenarioProtocol")));
    }
}
