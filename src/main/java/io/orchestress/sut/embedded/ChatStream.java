package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A completion as a stream: a chunk with the role, chunks with content, one with the reason of the end, one with the usage if it
 * was asked for, {@code [DONE]}. Chunks with content also carry {@code x_sent_nanos}, {@link System#nanoTime()} at the write:
 * processes of one Linux machine share that clock.
 */
final class ChatStream implements TokenStreams.Words {
    private final Task task;
    private final ChatRequest request;
    private final long createdSeconds;
    private final TokenStreams streams;
    private final Exchange exchange;
    private final EventStream out;
    private final ChunkTemplate content;

    private ChatStream(
            Task task,
            ChatRequest request,
            long createdSeconds,
            TokenStreams streams,
            Exchange exchange,
            EventStream out) {
        this.exchange = exchange;
        this.task = task;
        this.request = request;
        this.createdSeconds = createdSeconds;
        this.streams = streams;
        this.out = out;
        String head = Json.text(chunk());
        String usage = request.includeUsage() ? ",\"usage\":null" : "";
        content = new ChunkTemplate(
                head.substring(0, head.length() - 1) + ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"",
                "\"},\"logprobs\":null,\"finish_reason\":null}]" + usage + ",\"x_sent_nanos\":",
                "}");
    }

    static void start(Task task, ChatRequest request, long createdSeconds, TokenStreams streams, Exchange exchange) {
        EventStream out = exchange.openStream();
        streams.start(task, exchange, out, new ChatStream(task, request, createdSeconds, streams, exchange, out));
    }

    @Override
    public void running() {
        ObjectNode chunk = chunk();
        ObjectNode choice = choice(chunk);
        choice.putObject("delta").put("role", "assistant").put("content", "").putNull("refusal");
        choice.putNull("logprobs").putNull("finish_reason");
        send(chunk);
    }

    @Override
    public void tokens(TokenStreams.Chunk chunk) {
        content.write(out, chunk.text(), chunk.sentNanos());
    }

    @Override
    public void ended(TaskView whole) {
        if (whole.state() != TaskState.COMPLETED) {
            out.sendData(Json.text(ChatApi.failure(whole)));
            return;
        }
        ObjectNode last = chunk();
        ObjectNode choice = choice(last);
        choice.putObject("delta");
        choice.putNull("logprobs").put("finish_reason", ChatApi.finishReason(request, task));
        send(last);
        if (request.includeUsage()) {
            ObjectNode usage = chunk();
            usage.putArray("choices");
            usage.set("usage", Json.tree(ChatApi.Usage.of(whole, streams.hiddenTokens())));
            out.sendData(Json.text(usage));
        }
        out.sendData("[DONE]");
        ChatApi.called(task, exchange);
    }

    @Override
    public void broken() {
        out.sendData(Json.text(ChatApi.failure(TokenStreams.BROKEN)));
        streams.engine.cancel(task);
    }

    /** What every chunk begins with. */
    private ObjectNode chunk() {
        return Json.newObject()
                .put("id", ChatApi.id(task))
                .put("object", "chat.completion.chunk")
                .put("created", createdSeconds)
                .put("model", task.spec.model().name());
    }

    private static ObjectNode choice(ObjectNode chunk) {
        return chunk.putArray("choices").addObject().put("index", 0);
    }

    private void send(ObjectNode chunk) {
        if (request.includeUsage()) {
            chunk.putNull("usage");
        }
        out.sendData(Json.text(chunk));
    }
}
