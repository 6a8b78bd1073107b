package io.orchestress.sut.embedded.agent;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections to one provider, kept alive, each with one call at a time; as many as there are calls at once. Used on its event loop. */
final class Connections {
    private static final int CONNECT_LIMIT_MILLIS = 10_000;
    private static final int FIRST_FINAL_STATUS = 200;

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final String host;
    private final long timeoutNanos;
    private final Deque<Channel> idle = new ArrayDeque<>();

    Connections(EventLoop loop, URI url, long timeoutNanos) {
        this.loop = loop;
        this.timeoutNanos = timeoutNanos;
        int port = url.getPort() < 0 ? 80 : url.getPort();
        host = url.getHost() + ":" + port;
        String name = url.getHost().replaceAll("[\\[\\]]", "");
        bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_LIMIT_MILLIS)
                .remoteAddress(name, port)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new SocketStamp(), new HttpClientCodec(), new Answers());
                    }
                });
    }

    void send(HttpCall call) {
        call.limitedBy(loop.schedule(
                () -> call.failed("no answer within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms"),
                timeoutNanos,
                TimeUnit.NANOSECONDS));
        Channel kept = idle.poll();
        if (kept != null) {
            send(call, kept);
            return;
        }
        ChannelFuture connected = bootstrap.connect();
        connected.addListener(done -> {
            if (done.isSuccess()) {
                connected(call, connected.channel());
            } else {
                call.failed("no connection to " + host + ": " + done.cause().getMessage());
            }
        });
    }

    private void connected(HttpCall call, Channel channel) {
        if (call.isOver()) {
            idle.push(channel);
        } else {
            send(call, channel);
        }
    }

    private void send(HttpCall call, Channel channel) {
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                call.path,
                ByteBufUtil.writeUtf8(channel.alloc(), call.body),
                DefaultHttpHeadersFactory.headersFactory(),
                DefaultHttpHeadersFactory.trailersFactory());
        request.headers()
                .set(HttpHeaderNames.HOST, host)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes());
        call.headers.forEach(request.headers()::set);
        call.sentOver(channel);
        channel.pipeline().get(Answers.class).current = call;
        channel.pipeline().get(SocketStamp.class).leaving = call;
        channel.writeAndFlush(request);
    }

    /** First of a connection: what a call takes to be encoded and decoded is the agent's own time. */
    private static final class SocketStamp extends ChannelDuplexHandler {
        private @Nullable HttpCall leaving;
        private long readNanos;

        @Override
        public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) {
            if (leaving != null) {
                leaving.leaves();
                leaving = null;
            }
            context.write(bytes, promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            readNanos = System.nanoTime();
            context.fireChannelRead(bytes);
        }
    }

    /** What comes back over one connection. */
    private final class Answers extends SimpleChannelInboundHandler<HttpObject> {
        private @Nullable HttpCall current;
        private boolean keepAlive;
        private boolean interim;

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            HttpCall call = current;
            if (call == null || part.decoderResult().isFailure()) {
                context.close();
                return;
            }
            if (part instanceof LastHttpContent && !interim) {
                call.arrived(context.pipeline().get(SocketStamp.class).readNanos);
            }
            if (part instanceof HttpResponse response) {
                interim = response.status().code() < FIRST_FINAL_STATUS;
                keepAlive = HttpUtil.isKeepAlive(response);
                if (!interim) {
                    call.begun(response.status().code(), response.headers());
                }
            }
            if (part instanceof HttpContent content && !interim) {
                call.data(content.content());
                if (part instanceof LastHttpContent && !call.isOver()) {
                    current = null;
                    if (keepAlive) {
                        idle.push(context.channel());
                    } else {
                        context.close();
                    }
                    call.ended();
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            idle.remove(context.channel());
            HttpCall call = current;
            current = null;
            if (call != null) {
                call.failed("the connection was closed before the whole answer was there");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
