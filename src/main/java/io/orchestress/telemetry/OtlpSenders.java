package io.orchestress.telemetry;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.orchestress.telemetry.grpc.NettyGrpcSender;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The senders of an exporter, which alone see how an export went: HTTP by the JDK's client, which follows no redirect, and gRPC by Netty.
 *
 * @param refused is told in words what a collector did not take, before the export is over
 */
record OtlpSenders(Consumer<String> refused) implements ComponentLoader {
    @Override
    public <T> Iterable<T> load(Class<T> service) {
        if (service == GrpcSenderProvider.class) {
            GrpcSenderProvider provider = config -> new Grpc(new NettyGrpcSender(config), refused);
            return List.of(service.cast(provider));
        }
        if (service == HttpSenderProvider.class) {
            List<T> all = new ArrayList<>();
            for (HttpSenderProvider jdk : ComponentLoader.forClassLoader(OtlpSenders.class.getClassLoader())
                    .load(HttpSenderProvider.class)) {
                HttpSenderProvider provider = config -> new Http(jdk.createSender(config), refused);
                all.add(service.cast(provider));
            }
            return all.subList(0, Math.min(1, all.size()));
        }
        return ComponentLoader.forClassLoader(OtlpSenders.class.getClassLoader())
                .load(service);
    }

    private static void partly(byte[] response, Consumer<String> refused) {
        PartialSuccess.of(response)
                .ifPresent(said -> refused.accept("it rejected " + said.rejected() + " of an export"
                        + (said.words().isEmpty() ? "" : ": " + said.words())));
    }

    private static String inWords(Throwable why) {
        Throwable last = why;
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (cause instanceof ConnectException) {
                return message == null ? "it accepts no connection" : message;
            }
            last = message == null || message.isBlank() ? last : cause;
        }
        String message = last.getMessage();
        return message == null ? last.getClass().getSimpleName() : message;
    }

    private record Http(HttpSender sender, Consumer<String> refused) implements HttpSender {
        private static final int REDIRECTED_FROM = 300;
        private static final int REFUSED_FROM = 400;

        @Override
        public void send(MessageWriter message, Consumer<HttpResponse> answered, Consumer<Throwable> failed) {
            sender.send(
                    message,
                    response -> {
                        int status = response.getStatusCode();
                        if (status >= REDIRECTED_FROM) {
                            refused.accept("HTTP " + status
                                    + (status < REFUSED_FROM ? ", a redirect, which is not followed" : ""));
                        } else {
                            partly(response.getResponseBody(), refused);
                        }
                        answered.accept(response);
                    },
                    why -> {
                        refused.accept(inWords(why));
                        failed.accept(why);
                    });
        }

        @Override
        public CompletableResultCode shutdown() {
            return sender.shutdown();
        }
    }

    private record Grpc(GrpcSender sender, Consumer<String> refused) implements GrpcSender {
        @Override
        public void send(MessageWriter message, Consumer<GrpcResponse> answered, Consumer<Throwable> failed) {
            sender.send(
                    message,
                    response -> {
                        if (response.getStatusCode() == GrpcStatusCode.OK) {
                            partly(response.getResponseMessage(), refused);
                        } else {
                            String said = response.getStatusDescription();
                            refused.accept("gRPC status " + response.getStatusCode()
                                    + (said == null || said.isEmpty() ? "" : ": " + said));
                        }
                        answered.accept(response);
                    },
                    why -> {
                        refused.accept(inWords(why));
                        failed.accept(why);
                    });
        }

        @Override
        public CompletableResultCode shutdown() {
            return sender.shutdown();
        }
    }
}
