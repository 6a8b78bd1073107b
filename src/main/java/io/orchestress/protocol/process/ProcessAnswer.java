package io.orchestress.protocol.process;

import com.fasterxml.jackson.databind.node.TextNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Ending;
import io.orchestress.transport.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges a process by its exit code, then by what it wrote. There is no envelope: standard output is the result, as it is. A failure
 * quotes standard error, or standard output when nothing was written to it.
 */
final class ProcessAnswer extends Answer {
    private final Set<Integer> successExitCodes;
    private final Optional<Pattern> output;

    ProcessAnswer(Set<Integer> successExitCodes, Optional<Pattern> output) {
        this.successExitCodes = successExitCodes;
        this.output = output;
    }

    @Override
    protected boolean statusIsSuccess(int exitCode) {
        return successExitCodes.contains(exitCode);
    }

    @Override
    protected Reply refused(byte[] body) {
        return Reply.failed(FailureClass.exit(status()), "exit code " + status() + said(body));
    }

    @Override
    protected Reply cutOff(Ending ending, long nanos) {
        String error = header("error");
        return ending == Ending.CONNECTION && !error.isEmpty()
                ? Reply.failed(FailureClass.CONNECTION, "not started: " + error)
                : super.cutOff(ending, nanos);
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        throw new IllegalStateException("a process writes no events");
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (output.isPresent() && !output.get().matcher(text).find()) {
            return Reply.failed(
                    FailureClass.CHECK,
                    "the output does not match " + output.get().pattern() + said(body));
        }
        return Reply.ok(TextNode.valueOf(text));
    }

    private String said(byte[] body) {
        String errors = quoted(header("stderr").getBytes(StandardCharsets.UTF_8));
        return errors.isEmpty() ? quoted(body) : errors;
    }
}
