package io.orchestress.sut.embedded;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Requests that a client pipelines are handled one after the other, so answers keep their order; a client that
 * runs too far ahead is not read any further for a while.
 */
final class ConnectionHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_AHEAD = 256;

    private final Dispatcher dispatcher;
    private final ArrivalStamp stamp;
    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private @Nullable Exchange current;
    private @Nullable ChannelHandlerContext context;
    private boolean reading;
    private boolean advancing;

    ConnectionHandler(Dispatcher dispatcher, ArrivalStamp stamp) {
        this.dispatcher = dispatcher;
        this.stamp = stamp;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        reading = true;
        Exchange exchange = new Exchange(request, this, stamp.latestNanos());
        dispatcher.received(exchange);
        waiting.add(exchange);
        if (waiting.size() >= MAX_AHEAD) {
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

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.clear();
        if (current != null) {
            current.gone();
            current = null;
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    void onEventLoop(Runnable action) {
        if (ctx().executor().inEventLoop()) {
            action.run();
        } else {
            ctx().executor().execute(action);
        }
    }

    void schedule(Runnable action, long delay, TimeUnit unit) {
        ctx().executor().schedule(action, delay, unit);
    }

    boolean isOpen() {
        return ctx().channel().isActive();
    }

    void close() {
        ctx().close();
    }

    /** Writes the whole answer to the current request and goes on with the next one. */
    void write(Exchange exchange, Response response) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(response.status);
        DefaultFullHttpResponse message =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(response.body));
        response.headers.forEach(message.headers()::set);
        if (response.status != 204) {
            message.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.body.length);
        }
        if (response.body.length > 0) {
            message.headers().set(HttpHeaderNames.CONTENT_TYPE, response.contentType);
        }
        setConnection(exchange, message);
        ChannelFuture written = reading ? ctx().write(message) : ctx().writeAndFlush(message);
        written.addListener(done -> {
            if (done.isSuccess()) {
                dispatcher.answered(exchange, response.status);
            }
        });
        finish(exchange, written);
    }

    EventStream openStream(Exchange exchange) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        setConnection(exchange, head);
        ctx().writeAndFlush(head);
        return new EventStream(ctx(), () -> {
            dispatcher.answered(exchange, 200);
            finish(exchange, ctx().newSucceededFuture());
        });
    }

    private static void setConnection(Exchange exchange, HttpResponse message) {
        message.headers().set(HttpHeaderNames.CONNECTION, exchange.keepAlive ? "keep-alive" : "close");
    }

    private void finish(Exchange exchange, ChannelFuture written) {
        if (!exchange.keepAlive) {
            waiting.clear();
            written.addListener(ChannelFutureListener.CLOSE);
            return;
        }
        current = null;
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
            dispatcher.dispatch(next);
        }
        advancing = false;
        if (waiting.size() < MAX_AHEAD / 2 && !ctx().channel().config().isAutoRead()) {
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
