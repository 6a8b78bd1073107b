package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One task as clients of one version of A2A see it. */
final class A2aView {
    static final String ARTIFACT = "output";

    final A2aVersion version;
    final String contextId;
    private final TokenStreams streams;
    private final Task task;

    A2aView(A2aVersion version, String contextId, Task task, TokenStreams streams) {
        this.version = version;
        this.contextId = contextId;
        this.task = task;
        this.streams = streams;
    }

    ObjectNode task() {
        return task(streams.engine.view(task));
    }

    /** As it was when it was taken on, whatever has become of it by now. */
    ObjectNode submitted() {
        ObjectNode node = bare();
        node.set("status", status(TaskState.QUEUED, null));
        return node;
    }

    private ObjectNode task(TaskView view) {
        ObjectNode node = bare();
        node.set("status", status(view.state(), view.error()));
        if (view.output() != null) {
            ObjectNode artifact = node.putArray("artifacts").addObject();
            artifact.put("artifactId", ARTIFACT).putArray("parts").add(part(view.output()));
        }
        node.putObject("metadata")
                .put("agent", view.agent())
                .put("model", view.model())
                .put("size", view.size().text())
                .put("tokensIn", view.tokensIn())
                .put("tokensOut", view.tokensOut())
                .put("costUsd", view.costUsd())
                .put("queueMillis", view.queueMillis())
                .put("serviceMillis", view.serviceMillis());
        return node;
    }

    private ObjectNode bare() {
        return version.kind("task").put("id", task.id()).put("contextId", contextId);
    }

    /** A change of state as an event of a stream. */
    ObjectNode statusUpdate(TaskState state, @Nullable ApiError error) {
        ObjectNode update =
                version.kind("status-update").put("taskId", task.id()).put("contextId", contextId);
        update.set("status", status(state, error));
        if (version == A2aVersion.V0_3) {
            update.put("final", state.ended());
        }
        return version.event("statusUpdate", update);
    }

    private ObjectNode status(TaskState state, @Nullable ApiError error) {
        ObjectNode status = Json.newObject().put("state", version.word(word(state)));
        if (error != null) {
            ObjectNode message = version.kind("message");
            message.put("messageId", task.id() + "-error")
                    .put("role", version == A2aVersion.V0_3 ? "agent" : "ROLE_AGENT")
                    .putArray("parts")
                    .add(part(error.message()));
            status.set("message", message);
        }
        return status.put("timestamp", timestamp());
    }

    private ObjectNode part(String text) {
        return version.kind("text").put("text", text);
    }

    /** When it came into its state, to the millisecond. */
    private String timestamp() {
        long agoMicros = (streams.clock.nanos() - task.sinceNanos()) / 1_000;
        long micros = streams.clock.epochMicros() - agoMicros;
        return Instant.EPOCH
                .plus(micros, ChronoUnit.MICROS)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }

    private static String word(TaskState state) {
        return switch (state) {
            case QUEUED -> "submitted";
            case RUNNING -> "working";
            case COMPLETED -> "completed";
            case FAILED -> "failed";
            case CANCELLED -> "canceled";
        };
    }

    /**
     * An event with a piece of the output.
     *
     * @param idText the id of the request, as JSON
     * @param append whether there were pieces before it
     * @param last whether there are none after it
     */
    ChunkTemplate artifactUpdate(String idText, boolean append, boolean last) {
        ObjectNode update =
                version.kind("artifact-update").put("taskId", task.id()).put("contextId", contextId);
        update.put("append", append).put("lastChunk", last);
        update.putObject("artifact")
                .put("artifactId", ARTIFACT)
                .putArray("parts")
                .add(part(""));
        update.putObject("metadata").put("x_sent_nanos", 0);
        String json = Json.text(version.event("artifactUpdate", update));
        int text = json.indexOf("\"text\":\"\"") + "\"text\":\"".length();
        int stamp = json.indexOf("\"x_sent_nanos\":") + "\"x_sent_nanos\":".length();
        return new ChunkTemplate(
                "{\"jsonrpc\":\"2.0\",\"id\":" + idText + ",\"result\":" + json.substring(0, text),
                json.substring(text, stamp),
                json.substring(stamp + 1) + "}");
    }
}
