package io.orchestress.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a request ended: success or one class of failure. A closed, small set of interned values, so that recording allocates
 * nothing.
 */
public final class FailureClass {
    private static final int MAX_STATUS = 1000;
    private static final int MAX_EXIT_CODE = 256;
    private static final int RPC_FROM = -32768;
    private static final int RPC_TO = -31999;

    private static final List<FailureClass> ALL = new ArrayList<>();

    public static final FailureClass OK = new FailureClass("ok");
    /** Not an outcome: the second view of a sample, measured from its intended start. */
    static final FailureClass CORRECTED = new FailureClass("corrected");
    /** In flight when the load was stopped. */
    public static final FailureClass UNFINISHED = new FailureClass("unfinished");

    /**
     * This side could not carry it out: no free port, no descriptor, no memory, no answer of its own name server. Neither a success nor a
     * failure of the target.
     */
    public static final FailureClass INJECTOR = new FailureClass("injector");

    // Transport
    /** No complete answer within the request timeout. */
    public static final FailureClass TIMEOUT = new FailureClass("timeout");
    /** The name of the target has no address. */
    public static final FailureClass DNS = new FailureClass("dns");
    /** No agreement on TLS: a certificate that is not trusted or not for this host, no common version, no TLS at all. */
    public static final FailureClass TLS = new FailureClass("tls");
    /** Refused, reset, or closed before the answer began; of Gatling's own requests: before it was complete. */
    public static final FailureClass CONNECTION = new FailureClass("connection");
    /** Closed by the server, as idle, in the moment in which a request was sent over it. */
    public static final FailureClass IDLE_CLOSED = new FailureClass("idle-closed");
    /** The connection broke in the middle of the answer. */
    public static final FailureClass TRUNCATED = new FailureClass("truncated");
    /** Not sent: meant for an address that is neither the target's own nor named. */
    public static final FailureClass ELSEWHERE = new FailureClass("elsewhere");
    /** Longer than is taken. */
    public static final FailureClass TOO_LONG = new FailureClass("too-long");

    // Envelope
    /** An error inside an answer that HTTP calls a success. */
    public static final FailureClass PROTOCOL = new FailureClass("protocol");
    /** Not in the form of the protocol: no JSON, no UTF-8, JSON cut short, members missing. */
    public static final FailureClass MALFORMED = new FailureClass("malformed");
    /** An error event in a stream. */
    public static final FailureClass ERROR_EVENT = new FailureClass("error-event");
    /** A stream that closed before its last event. */
    public static final FailureClass NO_END = new FailureClass("no-end");
    /** A stream without a single event. */
    public static final FailureClass EMPTY_STREAM = new FailureClass("empty-stream");
    /** No answer to our request's id, but to another's. */
    public static final FailureClass WRONG_ID = new FailureClass("wrong-id");
    /** The target's own limit of requests, said inside an HTTP success. */
    public static final FailureClass RATE_LIMITED = new FailureClass("rate-limited");
    /** The session that the request belongs to is not known any more. */
    public static final FailureClass SESSION_LOST = new FailureClass("session-lost");

    // Domain
    /** An answer that a check of the scenario refused. */
    public static final FailureClass CHECK = new FailureClass("check");
    /** A tool that says it failed. */
    public static final FailureClass TOOL_ERROR = new FailureClass("tool-error");

    public static final FailureClass TASK_FAILED = new FailureClass("task-failed");
    public static final FailureClass TASK_CANCELED = new FailureClass("task-canceled");
    public static final FailureClass TASK_REJECTED = new FailureClass("task-rejected");
    /** The target asks a question back: the task is not done. */
    public static final FailureClass INPUT_REQUIRED = new FailureClass("input-required");
    /** A completion without a reason for its end. */
    public static final FailureClass NO_FINISH_REASON = new FailureClass("no-finish-reason");
    /** A completion that was cut off at its length. */
    public static final FailureClass LENGTH = new FailureClass("length");

    public static final FailureClass CONTENT_FILTER = new FailureClass("content-filter");
    /** A completion without text and without a tool call. */
    public static final FailureClass NO_CONTENT = new FailureClass("no-content");

    private static final FailureClass[] HTTP = numbered("http-", 0, MAX_STATUS);
    private static final FailureClass[] EXIT = numbered("exit-", 0, MAX_EXIT_CODE);
    private static final FailureClass[] RPC = numbered("rpc", RPC_FROM, RPC_TO);
    private static final FailureClass RPC_OTHER = new FailureClass("rpc-other");

    /** Number of {@link #index()} values. */
    static final int COUNT = ALL.size();

    private final String label;
    private final int index;

    private FailureClass(String label) {
        this.label = label;
        this.index = ALL.size();
        ALL.add(this);
    }

    private static FailureClass[] numbered(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new FailureClass(prefix + number))
                .toArray(FailureClass[]::new);
    }

    /** Every outcome there is. */
    public static List<FailureClass> all() {
        return Collections.unmodifiableList(ALL);
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

    /** A JSON-RPC error; codes outside of those that JSON-RPC reserves are one outcome. Envelope layer. */
    public static FailureClass rpc(long code) {
        return code >= RPC_FROM && code < RPC_TO ? RPC[(int) code - RPC_FROM] : RPC_OTHER;
    }

    /** As in the record: {@code ok}, {@code timeout}, {@code http-503}, {@code rpc-32601} … */
    public String label() {
        return label;
    }

    int index() {
        return index;
    }

    @Override
    public String toString() {
        return label;
    }
}
