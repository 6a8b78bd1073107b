package io.orchestress.transport.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** One answer while it comes; it can be looked at by another thread at any time. */
final class Arriving implements BodyHandler<Boolean>, BodySubscriber<Boolean> {
    private final Wanted wanted;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Optional<ResponseInfo> head = Optional.empty();
    private Flow.@Nullable Subscription subscription;

    Arriving(Wanted wanted) {
        this.wanted = wanted;
    }

    /** What is there of it; empty: nothing yet. */
    synchronized Optional<HttpAnswer> soFar() {
        return head.map(info -> new HttpAnswer(info.statusCode(), firstOfEach(info), bytes.toByteArray()));
    }

    private static Map<String, String> firstOfEach(ResponseInfo info) {
        Map<String, String> headers = new HashMap<>();
        info.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        return headers;
    }

    @Override
    public synchronized BodySubscriber<Boolean> apply(ResponseInfo info) {
        head = Optional.of(info);
        return this;
    }

    @Override
    public CompletionStage<Boolean> getBody() {
        return end;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (wanted.mostBytes() == 0) {
            enough();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (end.isDone()) {
                return;
            }
            byte[] copy = new byte[Math.min(part.remaining(), wanted.mostBytes() - bytes.size())];
            boolean more = part.remaining() > copy.length;
            part.get(copy);
            bytes.writeBytes(copy);
            if (more) {
                enough();
            }
        }
    }

    private void enough() {
        if (wanted.whole()) {
            end.completeExceptionally(new IOException("its response exceeds " + (wanted.mostBytes() >> 20) + " MiB"));
        } else {
            end.complete(true);
        }
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable why) {
        end.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        end.complete(true);
    }
}
