package io.orchestress.metrics;

import static io.orchestress.metrics.FailureLayer.DOMAIN;
import static io.orchestress.metrics.FailureLayer.ENVELOPE;
import static io.orchestress.metrics.FailureLayer.STATUS;
import static io.orchestress.metrics.FailureLayer.TRANSPORT;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended: success or one class of failure. All that is known of a class stands here and nowhere else: its label, its layer,
 * and its meaning for whoever reads a report.
 *
 * <p>What this program records is a closed, small set of single values, which can be compared by {@code ==}, so that recording allocates
 * nothing. A record of another version, or an imported one, may hold other labels: {@link #of} takes them, too, as classes that are equal
 * by label. They are counted as failures like all others, have the layer of their {@linkplain FailureFamily family} or none, and no meaning.
 */
public final class FailureClass implements Comparable<FailureClass> {
    private static final int MAX_STATUS = 1000;
    private static final int MAX_EXIT_CODE = 256;
    private static final int RPC_FROM = -32768;
    private static final int RPC_TO = -31999;
    private static final int NOT_RECORDED = -1;

    private static final List<FailureClass> ALL = new ArrayList<>();
    private static final Map<String, FailureClass> BY_LABEL = new HashMap<>();

    public static final FailureClass OK = new FailureClass("ok", null, "success");
    /** No class: the second view of samples that are counted in another, measured from their intended starts. */
    public static final FailureClass CORRECTED =
            new FailureClass("corrected", null, "the view from the intended start");

    /**
     * This side could not carry it out: no free port, no descriptor, no memory, no answer of its own name server. Neither a success nor a
     * failure of the target.
     */
    public static final FailureClass INJECTOR =
            new FailureClass("injector", null, "the load generator could not send it, or not read the response");

    /** Neither a success nor a failure: nobody waited for the answer. */
    public static final FailureClass LEFT = new FailureClass("left", null, "the user left before the response");

    /** No complete answer within the request timeout. */
    public static final FailureClass TIMEOUT =
            new FailureClass("timeout", TRANSPORT, "no response within the request timeout");

    public static final FailureClass DNS =
            new FailureClass("dns", TRANSPORT, "the host name of the target has no address");
    /** A certificate that is not trusted or not for this host, no common version, no TLS at all. */
    public static final FailureClass TLS = new FailureClass("tls", TRANSPORT, "TLS handshake failed");
    /** Refused, closed, or answered with a status of its own, before the target was reached. */
    public static final FailureClass PROXY =
            new FailureClass("proxy", TRANSPORT, "the proxy did not let the request through");
    /** Refused, reset, or closed before the answer began; of Gatling's own requests: before it was complete. */
    public static final FailureClass CONNECTION =
            new FailureClass("connection", TRANSPORT, "no connection, or it broke");
    /** Closed by the server, as idle, in the moment in which a request was sent over it. */
    public static final FailureClass IDLE_CLOSED =
            new FailureClass("idle-closed", TRANSPORT, "an idle connection that the server closed while it was reused");

    public static final FailureClass TRUNCATED =
            new FailureClass("truncated", TRANSPORT, "the connection broke in the middle of the response");

    public static final FailureClass ELSEWHERE =
            new FailureClass("elsewhere", TRANSPORT, "not sent: its address is neither the target's own nor allowed");

    public static final FailureClass TOO_LONG =
            new FailureClass("too-long", TRANSPORT, "response exceeds the size limit");

    public static final FailureClass UNFINISHED =
            new FailureClass("unfinished", TRANSPORT, "still in flight when the load was stopped");

    /** Of imported runs: the target sent the request elsewhere, once more often than the tool follows. */
    public static final FailureClass REDIRECT =
            new FailureClass("redirect", STATUS, "redirected more often than is followed");

    /** In a protocol without codes. */
    public static final FailureClass PROTOCOL =
            new FailureClass("protocol", ENVELOPE, "an error inside a successful response");
    /** No JSON, no UTF-8, JSON cut short, members missing; also no HTTP. */
    public static final FailureClass MALFORMED =
            new FailureClass("malformed", ENVELOPE, "not in the form of the protocol");

    public static final FailureClass ERROR_EVENT =
            new FailureClass("error-event", ENVELOPE, "an error event in a stream");

    public static final FailureClass NO_END =
            new FailureClass("no-end", ENVELOPE, "a stream that closed before its last event");

    public static final FailureClass EMPTY_STREAM =
            new FailureClass("empty-stream", ENVELOPE, "a stream without a single event");

    public static final FailureClass WRONG_ID =
            new FailureClass("wrong-id", ENVELOPE, "response carries another request's id");
    /** By status it is {@code http-429}. */
    public static final FailureClass RATE_LIMITED =
            new FailureClass("rate-limited", ENVELOPE, "rate-limit error inside an HTTP 2xx");

    public static final FailureClass SESSION_LOST =
            new FailureClass("session-lost", ENVELOPE, "the target lost the session");

    public static final FailureClass CHECK =
            new FailureClass("check", DOMAIN, "response differs from what the scenario expects");

    public static final FailureClass TOOL_ERROR = new FailureClass("tool-error", DOMAIN, "the tool reported a failure");
    public static final FailureClass TASK_FAILED = new FailureClass("task-failed", DOMAIN, "the task failed");
    public static final FailureClass TASK_CANCELED =
            new FailureClass("task-canceled", DOMAIN, "the task was cancelled");
    public static final FailureClass TASK_REJECTED = new FailureClass("task-rejected", DOMAIN, "the task was rejected");
    /** The task is not done. */
    public static final FailureClass INPUT_REQUIRED =
            new FailureClass("input-required", DOMAIN, "the target asked for input");

    public static final FailureClass NO_FINISH_REASON =
            new FailureClass("no-finish-reason", DOMAIN, "a completion without finish_reason");

    public static final FailureClass LENGTH = new FailureClass("length", DOMAIN, "a completion cut off at its length");
    public static final FailureClass CONTENT_FILTER =
            new FailureClass("content-filter", DOMAIN, "a completion that a filter withheld");

    public static final FailureClass NO_CONTENT =
            new FailureClass("no-content", DOMAIN, "a completion without text and without a tool call");

    private static final FailureClass[] HTTP = numbered(FailureFamily.HTTP, 0, MAX_STATUS);
    private static final FailureClass[] EXIT = numbered(FailureFamily.EXIT, 0, MAX_EXIT_CODE);
    /** Of codes below zero, so their minus is the hyphen of the label. */
    private static final FailureClass[] RPC = IntStream.range(RPC_FROM, RPC_TO)
            .mapToObj(code -> new FailureClass(FailureFamily.RPC, FailureFamily.RPC.prefix() + -code))
            .toArray(FailureClass[]::new);

    private static final FailureClass RPC_OTHER =
            new FailureClass(FailureFamily.RPC, FailureFamily.RPC.prefix() + "other");

    private final String label;
    private final @Nullable FailureLayer layer;
    private final @Nullable FailureFamily family;
    private final String meaning;
    private final int index;

    private FailureClass(String label, @Nullable FailureLayer layer, String meaning) {
        this.label = label;
        this.layer = layer;
        this.family = null;
        this.meaning = meaning;
        this.index = known(this);
    }

    private FailureClass(FailureFamily family, String label) {
        this.label = label;
        this.layer = family.layer();
        this.family = family;
        this.meaning = "";
        this.index = known(this);
    }

    /** Of another version. */
    private FailureClass(String label, @Nullable FailureFamily family) {
        this.label = label;
        this.layer = family == null ? null : family.layer();
        this.family = family;
        this.meaning = "";
        this.index = NOT_RECORDED;
    }

    private static int known(FailureClass next) {
        ALL.add(next);
        BY_LABEL.put(next.label, next);
        return ALL.size() - 1;
    }

    private static FailureClass[] numbered(FailureFamily family, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new FailureClass(family, family.prefix() + number))
                .toArray(FailureClass[]::new);
    }

    /** Every class that this version records, with {@link #OK}, {@link #CORRECTED} and {@link #INJECTOR}. */
    public static List<FailureClass> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** The class of a label as it stands in a record; of any version, so there is one for every label. */
    @JsonCreator
    public static FailureClass of(String label) {
        FailureClass known = BY_LABEL.get(label);
        if (known != null) {
            return known;
        }
        for (FailureFamily family : FailureFamily.values()) {
            if (label.startsWith(family.prefix())) {
                return new FailureClass(label, family);
            }
        }
        return new FailureClass(label, (FailureFamily) null);
    }

    /** The class of a label that this version can record; empty for all others. */
    public static Optional<FailureClass> recorded(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }

    /** A status that means failure. */
    public static FailureClass http(int status) {
        if (status < 0 || status >= MAX_STATUS) {
            throw new IllegalArgumentException("no HTTP status: " + status);
        }
        return HTTP[status];
    }

    /** A command that ended with this code; status layer. */
    public static FailureClass exit(int code) {
        if (code < 0 || code >= MAX_EXIT_CODE) {
            throw new IllegalArgumentException("no exit code: " + code);
        }
        return EXIT[code];
    }

    /** A JSON-RPC error; codes outside of those that JSON-RPC reserves are one class. Envelope layer. */
    public static FailureClass rpc(long code) {
        return code >= RPC_FROM && code < RPC_TO ? RPC[(int) code - RPC_FROM] : RPC_OTHER;
    }

    /** As in the record: {@code ok}, {@code timeout}, {@code http-503}, {@code rpc-32601} … */
    @JsonValue
    public String label() {
        return label;
    }

    /** Which layer of the answer refused the request; empty for what is no failure, and for a class that this version does not know. */
    public Optional<FailureLayer> layer() {
        return Optional.ofNullable(layer);
    }

    /** Of those that differ by a number. */
    public Optional<FailureFamily> family() {
        return Optional.ofNullable(family);
    }

    /** The HTTP status that refused the request; empty for all other classes. */
    public OptionalInt httpStatus() {
        return family == FailureFamily.HTTP && index != NOT_RECORDED
                ? OptionalInt.of(index - HTTP[0].index)
                : OptionalInt.empty();
    }

    /** Returns its meaning in words that a sentence can hold; empty for a class that this version does not know. */
    public String meaning() {
        return family == null
                ? meaning
                : family.meaning(label.substring(family.prefix().length()));
    }

    int index() {
        return index;
    }

    /** By label. */
    @Override
    public int compareTo(FailureClass other) {
        return label.compareTo(other.label);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof FailureClass that && label.equals(that.label));
    }

    @Override
    public int hashCode() {
        return label.hashCode();
    }

    @Override
    public String toString() {
        return label;
    }
}
