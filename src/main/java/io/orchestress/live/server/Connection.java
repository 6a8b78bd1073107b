package io.orchestress.live.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection: a request, its answer, and the next one; events are its last answer. */
final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String HEAD = "HEAD";
    private static final int TOO_MANY = 503;

    private final Guard guard;
    private final List<Route> routes;
    private @Nullable EventWriter events;

    Connection(Guard guard, List<Route> routes) {
        this.guard = guard;
        this.routes = routes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (events != null) {
            ctx.close(); // whoever is sent events has nothing more to ask
            return;
        }
        if (!request.decoderResult().isSuccess()) {
            send(ctx, request, Response.Content.sentence(400, "Not HTTP/1.1."), null);
            return;
        }
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String method = request.method().name();
        boolean reads = method.equals("GET") || method.equals(HEAD);
        Response refusal = guard.refusal(request.headers(), uri, !reads);
        if (refusal instanceof Response.Content no) {
            send(ctx, request, no, null);
            return;
        }
        Response answer = answer(reads ? "GET" : method, uri.path(), request);
        if (answer instanceof Response.Content content) {
            send(ctx, request, content, guard.setsCookie(uri));
        } else if (answer instanceof Response.Events of) {
            join(ctx, request, of.of());
        }
    }

    private Response answer(String method, String path, FullHttpRequest request) {
        boolean known = false;
        for (Route route : routes) {
            if (route.path().equals(path)) {
                known = true;
                if (route.method().equals(method)) {
                    return answer(route, request);
                }
            }
        }
        return known
                ? Response.Content.sentence(405, "Another method is needed here.")
                : Response.Content.sentence(404, "There is no such page.");
    }

    private static Response answer(Route route, FullHttpRequest request) {
        try {
            return route.response().apply(new Request(request.headers()));
        } catch (RuntimeException e) {
            return Response.Content.sentence(500, "This page cannot be made now.");
        }
    }

    private void join(ChannelHandlerContext ctx, FullHttpRequest request, Broadcast broadcast) {
        EventWriter writer = new EventWriter(ctx.channel(), broadcast);
        if (request.method().name().equals(HEAD) || !broadcast.join(writer)) {
            send(
                    ctx,
                    request,
                    Response.Content.sentence(
                            TOO_MANY, "As many as orchestress.live.viewers allows are watching: close another page."),
                    null);
            return;
        }
        events = writer;
        ctx.pipeline().remove(ReadTimeoutHandler.class);
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        secure(head.headers())
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .set(HttpHeaderNames.CONNECTION, "close");
        ctx.write(head);
        writer.begin();
    }

    private static void send(
            ChannelHandlerContext ctx, FullHttpRequest request, Response.Content content, @Nullable String cookie) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(content.status()),
                request.method().name().equals(HEAD) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content.body()));
        HttpHeaders headers = secure(response.headers())
                .set(HttpHeaderNames.CONTENT_TYPE, content.type())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, content.body().length);
        content.headers().forEach(headers::set);
        if (cookie != null) {
            headers.set(HttpHeaderNames.SET_COOKIE, cookie);
        }
        boolean last = !HttpUtil.isKeepAlive(request) || content.status() >= 400;
        if (last) {
            headers.set(HttpHeaderNames.CONNECTION, "close");
        }
        ChannelFuture written = ctx.writeAndFlush(response);
        written.addListener(done -> {
            if (done.isSuccess()) {
                content.sent().run();
            }
        });
        if (last) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Nobody keeps, guesses at, or frames what is served. */
    private static HttpHeaders secure(HttpHeaders headers) {
        return headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("X-Frame-Options", "DENY");
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (events != null) {
            events.writable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (events != null) {
            events.gone();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
