package io.orchestress.sut.embedded.agent;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model, tried again where the provider refuses it for now: 408, 429, 5xx, a connection that breaks, or no answer in time. Before
 * the next try it waits for what {@code Retry-After} says, else {@code 100 ms × 2^(tries − 1)}, at most 8 s, less up to half of it.
 */
final class ModelCall {
    private static final String PATH = "/v1/chat/completions";
    private static final long FIRST_WAIT_NANOS = 100_000_000;
    private static final long LONGEST_WAIT_NANOS = 8_000_000_000L;
    private static final int TRIES_OF_A_STORM = 100;
    private static final int OK = 200;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int FIRST_OF_SERVER = 500;

    private final Agents agents;
    private final String body;
    private final Map<String, String> headers;
    private final boolean streamed;
    private final CallTime time;
    private final Listener listener;
    private int tries;
    private boolean storm;
    private boolean spoke;
    private @Nullable HttpCall now;
    private Runnable callOffNext = () -> {};
    private boolean over;

    /** Is told what comes of it, once; pieces before. */
    interface Listener {
        void piece(String text);

        void said(ModelReply reply);

        void failed(String words);

        /** A provider refused it: whether it is tried again without a pause, as often as it takes. */
        boolean isStorm();
    }

    /** @param time of its task */
    ModelCall(
            Agents agents,
            String body,
            Map<String, String> headers,
            boolean streamed,
            CallTime time,
            Listener listener) {
        this.time = time;
        this.agents = agents;
        this.body = body;
        this.headers = headers;
        this.streamed = streamed;
        this.listener = listener;
    }

    void start() {
        if (over) {
            return;
        }
        tries++;
        HttpCall call = new HttpCall(PATH, body, headers, time, new Try());
        now = call;
        agents.connections.send(call);
    }

    void cancel() {
        over = true;
        callOffNext.run();
        if (now != null) {
            now.cancel();
        }
    }

    private void fail(String words) {
        over = true;
        listener.failed(words);
    }

    /** @param askedNanos what {@code Retry-After} says; −1: nothing */
    private void again(String words, long askedNanos) {
        storm = storm || listener.isStorm();
        int most = storm ? TRIES_OF_A_STORM : agents.settings.tries();
        if (spoke || tries >= most || (!storm && askedNanos > agents.settings.timeoutNanos())) {
            fail(words + (tries == 1 ? "" : " (after " + tries + " tries)"));
            return;
        }
        long wait = storm ? 0 : askedNanos >= 0 ? askedNanos : backOff();
        callOffNext = agents.later(wait, this::start);
    }

    private long backOff() {
        long longest = Math.min(LONGEST_WAIT_NANOS, FIRST_WAIT_NANOS << Math.min(tries - 1, 20));
        return longest - (long) (agents.jitter() * longest / 2);
    }

    /** One try. */
    private final class Try implements HttpCall.Receiver {
        private final ModelReply.Body error = new ModelReply.Body();
        private final Consumer<String> pieces = piece -> {
            spoke = true;
            listener.piece(piece);
        };
        private final ModelReply reply = new ModelReply(streamed, pieces);
        private int status;
        private long askedNanos;

        @Override
        public void begun(int code, HttpHeaders answerHeaders) {
            status = code;
            askedNanos = RetryAfter.nanos(answerHeaders);
        }

        @Override
        public void data(ByteBuf bytes) {
            try {
                if (status == OK) {
                    reply.data(bytes);
                } else {
                    error.add(bytes);
                }
            } catch (ModelReply.Unreadable e) {
                unreadable(e);
            }
        }

        private void unreadable(ModelReply.Unreadable why) {
            if (now != null) {
                now.cancel();
            }
            fail("the model's answer cannot be used: " + why.getMessage());
        }

        @Override
        public void ended() {
            if (status == OK) {
                try {
                    reply.ended();
                } catch (ModelReply.Unreadable e) {
                    unreadable(e);
                    return;
                }
                over = true;
                listener.said(reply);
                return;
            }
            String words = "the model's provider answered HTTP " + status + ": " + Tree.words(error.text());
            if (status == TIMEOUT || status == TOO_MANY || status >= FIRST_OF_SERVER) {
                again(words, askedNanos);
            } else {
                fail(words);
            }
        }

        @Override
        public void failed(String why) {
            again("the model's provider: " + why, -1);
        }
    }
}
