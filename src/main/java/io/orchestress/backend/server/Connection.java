package io.orchestress.backend.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection. What a client sends ahead waits its turn, so that answers keep their order. */
final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MOST_AHEAD = 64;
    private static final int NO_CONTENT = 204;

    private final Endpoints endpoints;
    private final ArrivalStamp stamp;
    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private @Nullable Exchange current;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Runnable whenReady;
    private boolean advancing;
    private boolean reading;

    Connection(Endpoints endpoints, ArrivalStamp stamp) {
        this.endpoints = endpoints;
        this.stamp = stamp;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        reading = true;
        waiting.add(new Exchange(request, this, stamp.latestNanos()));
        if (waiting.size() >= MOST_AHEAD) {
            ctx.channel().config().setAutoRead(false);
        }
        advance();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        ctx.flush();
        ctx.fireChannelReadComplete();
    }

    private void flush() {
        if (!reading) {
            ctx().flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.clear();
        Exchange left = current;
        current = null;
        if (left != null) {
            left.gone();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Runnable ready = whenReady;
        if (ready != null && ctx.channel().isWritable()) {
            whenReady = null;
            ready.run();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    boolean isFromThisMachine() {
        return ctx().channel().remoteAddress() instanceof InetSocketAddress from
                && from.getAddress() != null
                && from.getAddress().isLoopbackAddress();
    }

    EventExecutor executor() {
        return ctx().executor();
    }

    boolean isBehind(Runnable ready) {
        if (ctx().channel().isWritable()) {
            return false;
        }
        whenReady = ready;
        return true;
    }

    void answer(Exchange exchange, int status, Map<String, String> headers, String json) {
        ByteBuf body = ByteBufUtil.writeUtf8(ctx().alloc(), json);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                body,
                DefaultHttpHeadersFactory.headersFactory().withValidation(false),
                DefaultHttpHeadersFactory.trailersFactory());
        headers.forEach(response.headers()::set);
        if (status != NO_CONTENT) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        if (body.isReadable()) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, Exchange.JSON);
        }
        setConnection(exchange, response);
        ChannelFuture written = ctx().write(response);
        flush();
        finish(exchange, written);
    }

    void beginStream(Exchange exchange, Map<String, String> headers) {
        HttpResponse head = new DefaultHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        headers.forEach(head.headers()::set);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        setConnection(exchange, head);
        ctx().write(head, ctx().voidPromise());
    }

    void send(CharSequence events) {
        ctx().write(new DefaultHttpContent(ByteBufUtil.writeUtf8(ctx().alloc(), events)), ctx().voidPromise());
        flush();
    }

    void endStream(Exchange exchange, CharSequence events) {
        LastHttpContent last = events.isEmpty()
                ? LastHttpContent.EMPTY_LAST_CONTENT
                : new DefaultLastHttpContent(ByteBufUtil.writeUtf8(ctx().alloc(), events));
        ChannelFuture written = ctx().write(last);
        flush();
        finish(exchange, written);
    }

    /** Sends the head of an answer and half of its body, and closes. */
    void answerHalf(Exchange exchange, Map<String, String> headers, String json) {
        HttpResponse head = new DefaultHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        ByteBuf body = ByteBufUtil.writeUtf8(ctx().alloc(), json);
        headers.forEach(head.headers()::set);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Exchange.JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        setConnection(exchange, head);
        ctx().write(head, ctx().voidPromise());
        ctx().write(new DefaultHttpContent(body.readSlice(body.readableBytes() / 2)), ctx().voidPromise());
        cut();
    }

    void cut() {
        current = null;
        waiting.clear();
        ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private static void setConnection(Exchange exchange, HttpResponse message) {
        if (!exchange.keepAlive) {
            message.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
    }

    private void finish(Exchange exchange, ChannelFuture written) {
        current = null;
        if (!exchange.keepAlive) {
            waiting.clear();
            written.addListener(ChannelFutureListener.CLOSE);
            return;
        }
        advance();
    }

    private void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        while (current == null && !waiting.isEmpty()) {
            Exchange next = waiting.remove();
            current = next;
            endpoints.handle(next);
        }
        advancing = false;
        if (waiting.size() < MOST_AHEAD / 2 && !ctx().channel().config().isAutoRead()) {
            ctx().channel().config().setAutoRead(true);
        }
    }

    private ChannelHandlerContext ctx() {
        if (context == null) {
            throw new IllegalStateException("no connection yet");
        }
        return context;
    }
}
