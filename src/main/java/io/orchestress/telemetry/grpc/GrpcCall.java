package io.orchestress.telemetry.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to one call: headers, at most one message, trailers. Confined to its event loop. Whatever is told first is told once.
 */
final class GrpcCall extends ChannelInboundHandlerAdapter {
    /** Flag of compression, and the length of the message (gRPC over HTTP/2, "Length-Prefixed-Message"). */
    static final int PREFIX_BYTES = 5;

    private static final String STATUS = "grpc-status";
    private static final String MESSAGE = "grpc-message";

    private final long mostBytes;
    private final Consumer<GrpcReply> answered;
    private final Consumer<Throwable> failed;
    private final ByteBuf body = Unpooled.buffer();
    private @Nullable Http2Headers last;
    private String httpStatus = "";
    private boolean over;

    GrpcCall(long mostBytes, Consumer<GrpcReply> answered, Consumer<Throwable> failed) {
        this.mostBytes = mostBytes;
        this.answered = answered;
        this.failed = failed;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        try {
            boolean ends = false;
            if (frame instanceof Http2HeadersFrame headers) {
                last = headers.headers();
                CharSequence status = headers.headers().status();
                httpStatus = status == null ? httpStatus : status.toString();
                ends = headers.isEndStream();
            } else if (frame instanceof Http2DataFrame data) {
                ends = data.isEndStream();
                if (body.readableBytes() + data.content().readableBytes() > mostBytes + PREFIX_BYTES) {
                    fails(new IOException("the response has more than " + mostBytes + " bytes"));
                    return;
                }
                body.writeBytes(data.content());
            } else if (frame instanceof Http2ResetFrame reset) {
                fails(new IOException("the collector reset the stream, code " + reset.errorCode()));
            }
            if (ends) {
                ends();
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    private void ends() {
        Http2Headers trailers = last;
        CharSequence status = trailers == null ? null : trailers.get(STATUS);
        CharSequence said = trailers == null ? null : trailers.get(MESSAGE);
        GrpcStatusCode code = status == null ? GrpcStatusCode.UNKNOWN : code(status.toString());
        String description = said != null ? decoded(said.toString()) : status == null ? "HTTP " + httpStatus : "";
        boolean plain = body.readableBytes() >= PREFIX_BYTES && body.getByte(body.readerIndex()) == 0;
        byte[] message = plain
                ? ByteBufUtil.getBytes(body, body.readerIndex() + PREFIX_BYTES, body.readableBytes() - PREFIX_BYTES)
                : new byte[0];
        if (isFirst()) {
            answered.accept(new GrpcReply(code, description, message));
        }
    }

    private static GrpcStatusCode code(String status) {
        return status.matches("\\d{1,2}") ? GrpcStatusCode.fromValue(Integer.parseInt(status)) : GrpcStatusCode.UNKNOWN;
    }

    private static String decoded(String message) {
        try {
            return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fails(new IOException("the connection was closed before the response was complete"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fails(cause);
    }

    /** Whoever waits for it waits no more. */
    void fails(Throwable why) {
        if (isFirst()) {
            failed.accept(why);
        }
    }

    private boolean isFirst() {
        if (over) {
            return false;
        }
        over = true;
        return true;
    }
}
