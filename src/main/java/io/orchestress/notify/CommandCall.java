package io.orchestress.notify;

import io.orchestress.config.HookSettings.Command;
import io.orchestress.text.PlainText;
import io.orchestress.transport.process.ProgramRun;
import java.time.Duration;
import java.util.Map;

/** A program, started once: payload on its standard input, facts in its environment. It was told when it ends with 0. */
record CommandCall(Command command, Duration timeout) {

    Delivery call(String payload, Map<String, String> facts) throws InterruptedException {
        ProgramRun.Ended ended = ProgramRun.of(command.command(), facts, payload, timeout);
        return new Delivery(
                ended.failure(), ended.said().stream().map(PlainText::clean).toList());
    }
}
