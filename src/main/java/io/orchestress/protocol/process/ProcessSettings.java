package io.orchestress.protocol.process;

import io.orchestress.config.Section;
import java.util.List;

/**
 * The section {@code orchestress.protocols.process}.
 *
 * @param command program and arguments, each a template
 * @param input template of what it gets on its standard input
 * @param output regular expression that must be found in its standard output; empty: anything will do
 * @param concurrent processes at most at a time
 */
public record ProcessSettings(
        List<String> command, String input, String output, List<Integer> successExitCodes, int concurrent) {

    /** @param used whether the command must be there */
    public static ProcessSettings read(Section s, boolean used) {
        return new ProcessSettings(
                s.command("command", used),
                s.text("input"),
                s.pattern("output"),
                s.integers("success-exit-codes", 0, 255),
                s.integer("concurrent", 1, 10_000));
    }
}
