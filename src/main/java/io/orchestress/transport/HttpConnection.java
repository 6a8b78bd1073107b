package io.orchestress.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.util.ReferenceCountUtil;
import io.orchestress.metrics.TimeSource;
import io.orchestress.text.Format;
import io.orchestress.transport.reach.Proxy;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with at most one exchange at a time.
 *
 * <p>An exchange is told of its end when everything that was read with its last bytes has been looked at: a server that sends more than
 * it announced must not have the surplus taken for its next answer. Reading, ending and breaking are one state machine over the same
 * dozen fields, and stay in one type.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    /** How long the rest of a stream may take of which the receiver has seen enough; then the connection is closed. */
    private static final long DRAIN_SECONDS = 1;

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final Channel channel;
    private final HttpConnections.Origin origin;
    private final @Nullable Proxy relay;
    private final HttpConnections pool;
    private final TimeSource time;
    private @Nullable HttpExchange exchange;
    private @Nullable Ending ending;
    private boolean interim;
    private boolean headCame;
    private boolean whole = true;
    private boolean reusable = true;
    private boolean draining;
    private @Nullable HttpExchange drained;
    private int exchanges;
    private @Nullable Throwable cause;
    private @Nullable Future<?> drainLimit;
    private final ResponseStart start = new ResponseStart();
    private @Nullable ResponseDecoder decoder;
    private long readNanos;
    private boolean inTurn;
    private final IdleSpan idleSpan;

    /** @param relay the proxy that is handed requests and answers them; null: none */
    HttpConnection(
            Channel channel,
            HttpConnections.Origin origin,
            @Nullable Proxy relay,
            HttpConnections pool,
            TimeSource time) {
        this.channel = channel;
        this.origin = origin;
        this.relay = relay;
        this.pool = pool;
        this.time = time;
        this.idleSpan = new IdleSpan(channel);
    }

    HttpConnections.Origin origin() {
        return origin;
    }

    /** Returns false when nothing was sent, because the connection is closed; the exchange has not ended then. */
    boolean send(HttpExchange starting, HttpRequest request) {
        exchange = starting;
        starting.goesOver(this);
        ending = null;
        cause = null;
        interim = false;
        headCame = false;
        whole = false;
        start.clear();
        reusable = HttpUtil.isKeepAlive(request);
        exchanges++;
        idleSpan.ends(time.nanos());
        ResponseDecoder responses = channel.pipeline().get(ResponseDecoder.class);
        if (responses != null) {
            decoder = responses;
            responses.expects(request.method().equals(HttpMethod.HEAD));
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
        if (!inTurn) {
            inTurn = true; // the reads of one turn of the loop had all come by its beginning: each but the last filled
            // its buffer
            readNanos = time.nanos();
        }
        start.read(bytes);
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
            fails(part.decoderResult().cause());
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
            cause = new DecoderException("the server switches to another protocol without a request to do so");
            ends(Ending.MALFORMED);
        } else if (relay != null && response.status().code() == PROXY_AUTHENTICATION_REQUIRED) {
            headCame = true;
            cause = new ProxyConnectException(
                    "the proxy " + relay + " " + relay.refusal(PROXY_AUTHENTICATION_REQUIRED));
            ends(Ending.PROXY);
        } else if (!interim) {
            headCame = true;
            reusable &= HttpUtil.isKeepAlive(response);
            idleSpan.limit(response.headers());
            Ending now = reading.head(response, readNanos);
            if (now != null) {
                ends(now);
            }
        }
    }

    private void content(ByteBuf content, @Nullable HttpExchange reading) {
        if (reading != null && ending == null) {
            Ending now = reading.content(content, readNanos);
            if (now != null) {
                ends(now);
            }
        } else if (ending == Ending.COMPLETE) {
            HttpExchange over = reading == null ? drained : reading;
            if (over != null) {
                over.rest(content);
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
        inTurn = false;
        if (exchange != null && start.isEmpty() && exchanges > 1) {
            idleSpan.nothingCame(); // most likely it is closed, and about to be gone
        }
        settle();
    }

    private void settle() {
        HttpExchange ended = exchange;
        Ending how = ending;
        if (ended != null && how != null) {
            exchange = null;
            if (whole ? !reusable : how != Ending.COMPLETE) {
                channel.close();
            } else if (whole) {
                idle();
            } else {
                draining = true;
                drained = ended;
                ended.restBegins();
                drainLimit = channel.eventLoop().schedule(() -> channel.close(), DRAIN_SECONDS, TimeUnit.SECONDS);
            }
            if (how != Ending.COMPLETE && cause != null) {
                ended.fail(new Broken(how, words(cause)), readNanos);
            } else {
                ended.end(how, readNanos);
            }
        } else if (draining && whole) {
            drained();
            idle();
        }
    }

    private void drained() {
        draining = false;
        HttpExchange over = drained;
        if (over != null) {
            drained = null;
            over.restEnds();
        }
        if (drainLimit != null) {
            drainLimit.cancel(false);
            drainLimit = null;
        }
    }

    private void idle() {
        idleSpan.begins(readNanos);
        if (!reusable || hasSurplus()) {
            channel.close();
        } else if (channel.isActive()) {
            pool.idle(this);
        }
    }

    private boolean hasSurplus() {
        return decoder != null && decoder.hasSurplus();
    }

    /** Whether it may carry another request, as far as this side can know. */
    boolean isUsable() {
        return channel.isActive() && !hasSurplus() && idleSpan.isUsable(time.nanos());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        broken();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        cause = thrown;
        if (exchange != null && ending == null && thrown instanceof OutOfMemoryError) {
            ends(Ending.INJECTOR);
        } else if (exchange != null
                && ending == null
                && thrown instanceof DecoderException
                && !(thrown.getCause() instanceof SSLException)
                && !start.isEmpty()) {
            fails(thrown);
        }
        broken();
        channel.close();
    }

    private void broken() {
        pool.gone(this);
        drained();
        HttpExchange open = exchange;
        if (open != null) {
            exchange = null;
            reusable = false;
            open.fail(brokenBy(open), time.nanos());
        }
    }

    private Broken brokenBy(HttpExchange open) {
        if (cause instanceof OutOfMemoryError) {
            return Broken.outOfMemory(cause);
        }
        if (ending != null) {
            return new Broken(ending, words(cause));
        }
        String address = Broken.shown(channel.remoteAddress());
        Optional<String> explained = headCame || !origin.secure()
                ? Optional.empty()
                : pool.reach().tls().explained(cause, origin.host());
        if (explained.isPresent()) {
            return new Broken(
                    Ending.TLS,
                    address + ": "
                            + explained.get()); // in TLS 1.3 the server looks at our certificate after the handshake
        }
        String by = (cause == null ? "connection closed by " + address : Broken.words(cause) + " (" + address + ")");
        if (headCame) {
            return new Broken(Ending.TRUNCATED, by + " after " + open.howMuch());
        }
        if (start.isHttp()) {
            return new Broken(Ending.TRUNCATED, by + " within the response headers");
        }
        if (!start.isEmpty()) {
            return new Broken(
                    Ending.MALFORMED,
                    by + " after a response that is not HTTP"
                            + (start.speech().isEmpty() ? "" : ": " + start.speech()));
        }
        Optional<String> idleClosed = exchanges > 1 ? idleSpan.closedIt(time.nanos()) : Optional.empty();
        if (idleClosed.isPresent()) {
            return new Broken(Ending.IDLE_CLOSED, by + " " + idleClosed.get());
        }
        String before = exchanges > 1
                ? "; the connection had carried " + Format.count(exchanges - 1, "request") + " before"
                : origin.secure() ? pool.reach().tls().hint(origin.host()) : "";
        return relay == null
                ? new Broken(Ending.CONNECTION, by + " before the first byte of the response" + before)
                : new Broken(Ending.PROXY, by + ", a proxy, before the first byte of the response" + before);
    }

    private String words(@Nullable Throwable why) {
        return headCame || start.speech().isEmpty() ? Broken.words(why) : start.speech();
    }

    private void fails(Throwable thrown) {
        cause = thrown;
        ends(failure(thrown));
    }

    private static Ending failure(Throwable cause) {
        if (cause instanceof TooLongFrameException || isBomb(cause)) {
            return Ending.TOO_LONG;
        }
        return cause instanceof PrematureChannelClosureException ? Ending.TRUNCATED : Ending.MALFORMED;
    }

    /** A body that is small when compressed, and longer than is taken when it is not. */
    private static boolean isBomb(Throwable cause) {
        return cause instanceof DecompressionException && Broken.words(cause).contains("maximum size");
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
