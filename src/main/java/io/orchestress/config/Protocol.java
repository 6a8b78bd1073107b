package io.orchestress.config;

import java.util.List;

/**
 * A protocol that targets are spoken to in, as far as the configuration is concerned. What else it is, {@code protocol.WireProtocol} adds (how a
 * target is found and reached) and {@code scenario.ScenarioProtocol} (what a user does), which is what every protocol implements.
 *
 * <p>To add one: a public class that implements {@code io.orchestress.scenario.ScenarioProtocol} and has a constructor without parameters, its
 * name in {@code META-INF/services/io.orchestress.config.Protocol}, and its block of configuration, with a value for every key that {@link #read}
 * asks for, in {@code reference.conf}; the three may be in a jar of the user's own. Whatever is wrong with one ends every command that reads the
 * configuration with exit code 2, by the name of the class.
 *
 * <p>One instance serves all of a run, from any thread.
 */
public interface Protocol {
    /** As users write it in {@code -Dprotocol}: lower-case letters, digits and hyphens; no two protocols have the same. */
    String name();

    /** Name of its block in {@code orchestress.protocols}; protocols with the same one share it, and read the same of it. */
    default String block() {
        return name();
    }

    /**
     * Reads its block. A value that will not do is told to the section, and anything valid stands in for it.
     *
     * @param used whether the target is spoken to in this protocol: what only then must be there, such as a program, is looked for only then
     * @return an immutable value of a class of its own, by which {@link Protocols#of} finds it
     */
    Object read(Section block, boolean used);

    /** Whether the target is a program that this machine starts, not a URL. */
    default boolean isLocal() {
        return false;
    }

    /** Program and arguments of a protocol that has no URL; empty of any other. */
    default List<String> command(Protocols settings) {
        return List.of();
    }

    /** Whether the embedded orchestrator, the target where none is given, speaks it. */
    default boolean isOfEmbedded() {
        return false;
    }
}
