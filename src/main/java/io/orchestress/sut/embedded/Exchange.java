package io.orchestress.sut.embedded;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** One request and the one answer to it. {@link #answer} may be called from any thread; the first call counts. */
final class Exchange {
    static final String REQUEST_NAME = "x-request-name";
    private static final Set<String> WORK_PATHS = Set.of(McpApi.PATH, A2aApi.PATH, AgentCard.PATH);
    private static final String NO_ROUTE = "(no route)";

    final String method;
    final String path;
    final byte[] body;
    final boolean keepAlive;
    final boolean malformed;
    /** When the bytes of the request were complete at the socket, on the server's clock. */
    final long arrivedNanos;

    private final ConnectionHandler connection;
    private final String uri;
    private final String requestName;
    /** Names that no page of the web can have: whoever is asked by another was led here by a name server. */
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private final HttpHeaders headers;
    private final boolean work;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private String route = NO_ROUTE;
    private Map<String, String> parameters = Map.of();
    private boolean garbled;
    private long calledNanos = -1;
    private int padTo;
    private Runnable whenGone = () -> {};

    Exchange(FullHttpRequest request, ConnectionHandler connection, long arrivedNanos) {
        this.connection = connection;
        this.arrivedNanos = arrivedNanos;
        malformed = request.decoderResult().isFailure();
        method = request.method().name();
        uri = request.uri();
        int question = uri.indexOf('?');
        path = question < 0 ? uri : uri.substring(0, question);
        body = ByteBufUtil.getBytes(request.content());
        keepAlive = !malformed && HttpUtil.isKeepAlive(request);
        headers = request.headers();
        String name = headers.get(REQUEST_NAME);
        requestName = name == null ? "" : name;
        work = path.startsWith("/v1/") || WORK_PATHS.contains(path);
    }

    /** Under {@code /v1}, or an endpoint of MCP or A2A: what faults act on and what is counted as work. */
    boolean isWork() {
        return work;
    }

    /** The first value of a header of the request. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether it was sent to a name of this machine, or to none. */
    boolean isForThisMachine() {
        String host = headers.get(HttpHeaderNames.HOST);
        return host == null || THIS_MACHINE.matcher(host).matches();
    }

    boolean isAdmin() {
        return path.startsWith("/admin/");
    }

    /** Neither the truth nor the faults: asking for them must not change what is measured. */
    boolean isMeasured() {
        return !isAdmin() && !path.equals("/truth");
    }

    /** Books it under this route, such as {@code GET /v1/agents/{id}}. */
    void routed(String toRoute, Map<String, String> withParameters) {
        route = toRoute;
        parameters = withParameters;
    }

    String route() {
        return route;
    }

    /** The name under which its response time is booked: the header {@code X-Request-Name}, else its route. */
    String operation() {
        return requestName.isEmpty() ? route : requestName;
    }

    /** A part of the path that the route has a name for. */
    String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(route + " has no parameter " + name);
        }
        return value;
    }

    /** The first value of a query parameter. */
    Optional<String> query(String name) {
        if (uri.length() == path.length()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new QueryStringDecoder(uri).parameters().get(name))
                    .map(values -> values.get(0));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("the query is malformed: " + e.getMessage());
        }
    }

    void garble() {
        garbled = true;
    }

    /** An agent has worked on it, and called others for so long. */
    void called(long nanos) {
        calledNanos = nanos;
    }

    /** Time in which calls of its agent were under way; −1: there was no agent. */
    long calledNanos() {
        return calledNanos;
    }

    void padTo(int bytes) {
        padTo = bytes;
    }

    void answer(Response response) {
        if (claimed.compareAndSet(false, true)) {
            Response shaped = (garbled ? response.garbled() : response).padded(padTo);
            onEventLoop(() -> connection.write(this, shaped));
        }
    }

    /** Answers with a stream of server-sent events; to be called and used on the event loop. */
    EventStream openStream() {
        if (!claimed.compareAndSet(false, true)) {
            throw new IllegalStateException(route + " has been answered");
        }
        return connection.openStream(this);
    }

    /** Closes the connection instead of answering. */
    void drop() {
        claimed.set(true);
        connection.close();
    }

    /** Runs it on the thread of the connection: at once, if this is it. */
    void onEventLoop(Runnable action) {
        connection.onEventLoop(action);
    }

    /** Runs it on the thread of the connection after that much real time, to about a millisecond and never early. */
    void later(long delayNanos, Runnable action) {
        connection.schedule(action, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Runs it on the thread of the connection if that is closed before the whole answer has left; to be called there. */
    void whenGone(Runnable action) {
        whenGone = action;
    }

    /** The connection is closed. */
    void gone() {
        whenGone.run();
    }

    boolean clientIsThere() {
        return connection.isOpen();
    }
}
