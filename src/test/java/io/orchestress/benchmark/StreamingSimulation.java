package io.orchestress.benchmark;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.openai.ChatCalls;
import io.orchestress.protocol.openai.Conversation;
import io.orchestress.protocol.openai.OpenAiSettings;
import io.orchestress.transport.Ending;
import io.orchestress.transport.SseEvent;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Each user streams one completion after the other. The answers are those of the protocol; the lag is noted beside them. */
public final class StreamingSimulation extends LoadSimulation {
    static final String PROMPT = "count";

    public StreamingSimulation() {
        super("smoke", requests -> {
            ChatCalls chat = new ChatCalls(requests.settings().protocols().of(OpenAiSettings.class));
            return requests.task("complete task", exec(requests.call("complete", session -> {
                Call call = chat.next(requests.url(), Conversation.EMPTY.asked(PROMPT));
                return new Call(call.request(), () -> new Noting(call.answer().get()));
            })));
        });
    }

    /** Passes all on, and notes the lag of each chunk. */
    private static final class Noting extends Answer {
        private final Answer real;
        private @Nullable Reply reply;

        Noting(Answer real) {
            this.real = real;
        }

        @Override
        protected void begun() {
            real.begin(startNanos(), (given, nanos) -> reply = given);
        }

        @Override
        public boolean event(SseEvent event, long nanos) {
            ArrivalLag.HERE.seen(event.data(), nanos);
            return real.event(event, nanos);
        }

        @Override
        protected Reply judge(byte[] body, long nanos) {
            return passedOn(Ending.COMPLETE, body, nanos);
        }

        @Override
        protected Reply cutOff(Ending ending, long nanos) {
            return passedOn(ending, new byte[0], nanos);
        }

        private Reply passedOn(Ending ending, byte[] body, long nanos) {
            real.head(status(), Map.of("content-type", header("content-type")), nanos);
            real.end(ending, body, nanos);
            return Objects.requireNonNull(reply);
        }
    }
}
