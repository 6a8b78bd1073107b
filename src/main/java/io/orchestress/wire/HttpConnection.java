package io.orchestress.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.orchestress.recording.TimeSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with at most one exchange at a time.
 *
 * <p>An exchange is told of its end when everything that was read with its last bytes has been looked at: a server that sends more than
 * it announced must not have the surplus taken for its next answer.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    /** How long the rest of a stream may take of which the receiver has seen enough; then the connection is closed. */
    private static final long DRAIN_SECONDS = 1;

    private static final int NOTHING_READ = -1;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Channel channel;
    private final HttpConnections.Origin origin;
    private final HttpConnections pool;
    private final TimeSource time;
    private @Nullable HttpExchange exchange;
    private @Nullable Ending ending;
    private boolean interim;
    private boolean headCame;
    private boolean whole = true;
    private boolean reusable = true;
    private boolean draining;
    private boolean decompresses;
    private int firstByte = NOTHING_READ;
    private long readNanos;
    private long idleSinceNanos;
    private long idleLimitNanos;

    HttpConnection(Channel channel, HttpConnections.Origin origin, HttpConnections pool, TimeSource time) {
        this.channel = channel;
        this.origin = origin;
        this.pool = pool;
        this.time = time;
    }

    HttpConnections.Origin origin() {
        return origin;
    }

    /** Returns false when nothing was sent, because the connection is closed; the exchange has not ended then. */
    boolean send(HttpExchange starting, HttpRequest request) {
        exchange = starting;
        starting.goesOver(this);
        ending = null;
        interim = false;
        headCame = false;
        whole = false;
        firstByte = NOTHING_READ;
        reusable = HttpUtil.isKeepAlive(request);
        if (!decompresses && request.headers().contains("accept-encoding")) {
            decompresses = true;
            channel.pipeline().addBefore(channel.pipeline().context(this).name(), null, new HttpContentDecompressor(0));
        }
        ChannelFuture written = channel.writeAndFlush(request);
        if (written.isDone() && !written.isSuccess()) {
            exchange = null;
            channel.close();
            return false;
        }
        return true;
    }

    /** Bytes have been read, and nothing has been done with them. */
    void read(ByteBuf bytes) {
        readNanos = time.nanos();
        if (firstByte == NOTHING_READ && bytes.isReadable()) {
            firstByte = bytes.getUnsignedByte(bytes.readerIndex());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpObject part) {
                read(part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(HttpObject part) {
        HttpExchange reading = exchange;
        if (whole || (reading == null && !draining)) {
            reusable = false;
            channel.close(); // nobody asked
        } else if (part.decoderResult().isFailure()) {
            ends(failure(part.decoderResult().cause()));
        } else {
            if (part instanceof HttpResponse response && reading != null) {
                head(response, reading);
            }
            if (part instanceof HttpContent content && !interim) {
                content(content.content(), reading);
            }
            if (part instanceof LastHttpContent) {
                last();
            }
        }
    }

    private void head(HttpResponse response, HttpExchange reading) {
        interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (response.status().code() == SWITCHING_PROTOCOLS) {
            ends(Ending.MALFORMED); // nobody asked for another protocol
        } else if (!interim) {
            headCame = true;
            reusable &= HttpUtil.isKeepAlive(response);
            idleLimitNanos = KeepAlive.idleLimitNanos(response.headers());
            reading.head(response, readNanos);
        }
    }

    private void content(ByteBuf content, @Nullable HttpExchange reading) {
        if (reading != null && ending == null) {
            Ending now = reading.content(content, readNanos);
            if (now != null) {
                ends(now);
            }
        }
    }

    private void last() {
        if (interim) {
            interim = false;
            return;
        }
        whole = true;
        if (ending == null) {
            ends(Ending.COMPLETE);
        }
    }

    private void ends(Ending with) {
        ending = with;
        reusable &= with == Ending.COMPLETE;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        settle();
    }

    private void settle() {
        HttpExchange ended = exchange;
        Ending how = ending;
        if (ended != null && how != null) {
            exchange = null;
            if (!reusable) {
                channel.close();
            } else if (whole) {
                idle();
            } else {
                draining = true;
                channel.eventLoop().schedule(this::drainedTooLong, DRAIN_SECONDS, TimeUnit.SECONDS);
            }
            ended.end(how, readNanos);
        } else if (draining && whole) {
            draining = false;
            idle();
        }
    }

    private void drainedTooLong() {
        if (draining) {
            channel.close();
        }
    }

    private void idle() {
        idleSinceNanos = readNanos;
        if (!reusable) {
            channel.close();
        } else if (channel.isActive()) {
            pool.idle(this);
        }
    }

    /** Whether it may carry another request, as far as this side can know. */
    boolean isUsable() {
        return channel.isActive() && !KeepAlive.isStale(channel, time.nanos() - idleSinceNanos, idleLimitNanos);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        broken();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (exchange != null && ending == null && cause instanceof DecoderException && firstByte != NOTHING_READ) {
            ends(failure(cause));
        }
        broken();
        channel.close();
    }

    private void broken() {
        pool.gone(this);
        draining = false;
        HttpExchange open = exchange;
        if (open != null) {
            exchange = null;
            reusable = false;
            open.end(ending == null ? brokenBy() : ending, time.nanos());
        }
    }

    private Ending brokenBy() {
        if (headCame || firstByte == 'H') {
            return Ending.TRUNCATED;
        }
        return firstByte == NOTHING_READ ? Ending.CONNECTION : Ending.MALFORMED;
    }

    private static Ending failure(Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            return Ending.TOO_LONG;
        }
        return cause instanceof PrematureChannelClosureException ? Ending.TRUNCATED : Ending.MALFORMED;
    }

    /** The exchange is over for another reason: the answer, if it still comes, is nobody's. */
    void giveUp(HttpExchange givenUp) {
        if (exchange == givenUp) {
            exchange = null;
            reusable = false;
            channel.close();
        }
    }

    void close() {
        channel.close();
    }

    /** An empty buffer where there is no body, so that nothing is allocated. */
    static ByteBuf buffer(byte[] body) {
        return body.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
    }
}
