package io.orchestress.sut.control;

import io.orchestress.config.ControlSettings;
import io.orchestress.text.Visible;
import io.orchestress.transport.process.ProgramRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that ends with 0 when it has set the value. */
record CommandSetter(ControlSettings.Command control) implements ControlSetter {
    /** Of the last line that it wrote, which says why it failed: more is no sentence any more. */
    private static final int LONGEST_LINE = 200;

    @Override
    public Optional<String> to(String value) throws InterruptedException {
        List<String> command = control.command().stream()
                .map(part -> part.replace("#{" + ControlSettings.VALUE + "}", value))
                .toList();
        ProgramRun.Ended ended = ProgramRun.of(command, Map.of(), "", control.timeout());
        return ended.failure().map(why -> command.get(0) + " " + why + lastLine(ended.said()));
    }

    private static String lastLine(List<String> said) {
        if (said.isEmpty()) {
            return "";
        }
        String line = Visible.line(said.get(said.size() - 1)).strip();
        return ": " + (line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
    }
}
