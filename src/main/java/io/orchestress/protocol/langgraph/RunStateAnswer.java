package io.orchestress.protocol.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.SseEvent;
import java.util.Set;

/**
 * What became of a run whose stream closed without an end. A run that still goes on may be on the point of being put down as done; if
 * it goes on for longer than that, its stream was cut.
 */
final class RunStateAnswer extends Answer {
    private static final String OPEN = "open";
    private static final int NOT_FOUND = 404;

    /** The server does not know the question: 405, 501. */
    private static final Set<Integer> NOT_SPOKEN = Set.of(NOT_FOUND, 405, 501);

    private final long untilNanos;

    /** @param untilNanos of the time source: a run that goes on then is none whose stream ended */
    RunStateAnswer(long untilNanos) {
        this.untilNanos = untilNanos;
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        return false;
    }

    @Override
    protected Reply refused(byte[] body) {
        return NOT_SPOKEN.contains(status())
                ? Reply.failed(
                        FailureClass.NO_END,
                        "the stream closed without event: end, and its run cannot be queried: HTTP " + status()
                                + quoted(body))
                : super.refused(body);
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        JsonNode run = json(body).orElse(MissingNode.getInstance());
        String state = run.path("status").asText();
        return switch (state) {
            case "success" -> Reply.ok(JSON.createObjectNode().put(OPEN, false));
            case "pending", "running" ->
                nanos > untilNanos
                        ? Reply.failed(
                                FailureClass.NO_END, "the stream closed, but the run continues in state " + state)
                        : Reply.ok(JSON.createObjectNode().put(OPEN, true));
            case "error", "timeout" ->
                Reply.failed(
                        FailureClass.TASK_FAILED,
                        "the stream closed without an error, but the run ended in state " + state);
            case "interrupted" ->
                Reply.failed(FailureClass.INPUT_REQUIRED, "the stream closed, and the run is interrupted");
            case "" -> Reply.failed(FailureClass.MALFORMED, "no run status" + quoted(body));
            default ->
                Reply.failed(
                        FailureClass.NO_END,
                        "the stream closed, and the run is in state " + state + ", which is not a success");
        };
    }
}
