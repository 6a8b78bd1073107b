package io.orchestress.hooks;

import io.orchestress.config.HookSettings.Command;
import io.orchestress.program.ProgramRun;
import io.orchestress.report.PlainText;
import java.time.Duration;
import java.util.Map;

/** A program, started once: payload on its standard input, facts in its environment. It was told when it ends with 0. */
record CommandCall(Command command, Duration timeout) {

    Told call(String payload, Map<String, String> facts) throws InterruptedException {
        ProgramRun.Ended ended = ProgramRun.of(command.command(), facts, payload, timeout);
        return new Told(
                ended.failure(), ended.said().stream().map(PlainText::clean).toList());
    }
}
