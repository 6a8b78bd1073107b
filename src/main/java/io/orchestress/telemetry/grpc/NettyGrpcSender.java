package io.orchestress.telemetry.grpc;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends unary calls of gRPC, one connection each: exports are seconds apart. It has one thread of its own, follows no redirect, and ends each call, its
 * retries included, within the timeout.
 */
public final class NettyGrpcSender implements GrpcSender {
    private final GrpcSenderConfig config;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("orchestress-otlp-grpc", true), NioIoHandler.newFactory());

    public NettyGrpcSender(GrpcSenderConfig config) {
        this.config = config;
    }

    @Override
    public void send(MessageWriter message, Consumer<GrpcResponse> answered, Consumer<Throwable> failed) {
        try {
            Attempts attempts = new Attempts(framed(message), answered, failed);
            loops.next().execute(attempts::begin);
        } catch (IOException | RejectedExecutionException e) {
            failed.accept(e);
        }
    }

    private byte[] framed(MessageWriter message) throws IOException {
        Compressor compressor = config.getCompressor();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[GrpcCall.PREFIX_BYTES]);
        if (compressor == null) {
            message.writeMessage(bytes);
        } else {
            try (OutputStream compressed = compressor.compress(bytes)) {
                message.writeMessage(compressed);
            }
        }
        byte[] framed = bytes.toByteArray();
        ByteBuf prefix = Unpooled.wrappedBuffer(framed).clear();
        prefix.writeByte(compressor == null ? 0 : 1).writeInt(framed.length - GrpcCall.PREFIX_BYTES);
        return framed;
    }

    @Override
    public CompletableResultCode shutdown() {
        CompletableResultCode result = new CompletableResultCode();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(done -> result.succeed());
        return result;
    }

    /** One message until it has arrived, or no try is left. Confined to one event loop. */
    private final class Attempts {
        private final byte[] framed;
        private final Consumer<GrpcResponse> answered;
        private final Consumer<Throwable> failed;
        private @Nullable Future<?> timeout;
        private @Nullable GrpcConnection connection;
        private int tries;
        private Duration pause;
        private boolean over;

        Attempts(byte[] framed, Consumer<GrpcResponse> answered, Consumer<Throwable> failed) {
            this.framed = framed;
            this.answered = answered;
            this.failed = failed;
            RetryPolicy retries = config.getRetryPolicy();
            pause = retries == null ? Duration.ZERO : retries.getInitialBackoff();
        }

        void begin() {
            timeout = loops.next()
                    .schedule(
                            () -> ends(() -> failed.accept(new TimeoutException(
                                    "no response within " + config.getTimeout().toMillis() + " ms"))),
                            config.getTimeout().toNanos(),
                            TimeUnit.NANOSECONDS);
            attempt();
        }

        private void attempt() {
            if (over) {
                return;
            }
            tries++;
            GrpcCall call = new GrpcCall(config.getMaxResponseBodySize(), this::came, this::broke);
            GrpcConnection opening = new GrpcConnection(config, framed, call);
            connection = opening;
            new Bootstrap()
                    .group(loops)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(
                            Integer.MAX_VALUE, config.getConnectTimeout().toMillis()))
                    .handler(opening)
                    .connect(opening.host(), opening.port())
                    .addListener(connected -> {
                        if (!connected.isSuccess()) {
                            call.fails(connected.cause());
                        }
                    });
        }

        private void came(GrpcReply reply) {
            if (reply.isRetryable() && mayRetry()) {
                again();
            } else {
                ends(() -> answered.accept(reply));
            }
        }

        private void broke(Throwable why) {
            if (why instanceof IOException && mayRetry()) {
                again();
            } else {
                ends(() -> failed.accept(why));
            }
        }

        private boolean mayRetry() {
            RetryPolicy retries = config.getRetryPolicy();
            return !over && retries != null && tries < retries.getMaxAttempts();
        }

        private void again() {
            RetryPolicy retries = config.getRetryPolicy();
            close();
            loops.next().schedule(this::attempt, pause.toNanos(), TimeUnit.NANOSECONDS);
            if (retries != null) {
                Duration longer = Duration.ofNanos((long) (pause.toNanos() * retries.getBackoffMultiplier()));
                pause = longer.compareTo(retries.getMaxBackoff()) < 0 ? longer : retries.getMaxBackoff();
            }
        }

        private void ends(Runnable told) {
            if (!over) {
                over = true;
                Future<?> waiting = timeout;
                if (waiting != null) {
                    waiting.cancel(false);
                }
                close();
                told.run();
            }
        }

        private void close() {
            GrpcConnection open = connection;
            if (open != null) {
                open.close();
            }
        }
    }
}
