package io.orchestress.recording;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a request ended: success or one class of failure. A closed, small set of interned values, so that recording allocates
 * nothing.
 */
public final class Outcome {
    private static final int MAX_STATUS = 1000;
    private static final int MAX_EXIT_CODE = 256;
    private static final int RPC_FROM = -32768;
    private static final int RPC_TO = -31999;

    private static final List<Outcome> ALL = new ArrayList<>();

    public static final Outcome OK = new Outcome("ok");
    /** Not an outcome: the second view of a sample, measured from its intended start. */
    static final Outcome CORRECTED = new Outcome("corrected");
    /** In flight when the load was stopped. */
    public static final Outcome UNFINISHED = new Outcome("unfinished");

    /**
     * This side could not carry it out: no free port, no descriptor, no memory, no answer of its own name server. Neither a success nor a
     * failure of the target.
     */
    public static final Outcome INJECTOR = new Outcome("injector");

    // Transport
    /** No complete answer within the request timeout. */
    public static final Outcome TIMEOUT = new Outcome("timeout");
    /** The name of the target has no address. */
    public static final Outcome DNS = new Outcome("dns");
    /** No agreement on TLS: a certificate that is not trusted or not for this host, no common version, no TLS at all. */
    public static final Outcome TLS = new Outcome("tls");
    /** Refused, reset, or closed before the answer began; of Gatling's own requests: before it was complete. */
    public static final Outcome CONNECTION = new Outcome("connection");
    /** Closed by the server, as idle, in the moment in which a request was sent over it. */
    public static final Outcome IDLE_CLOSED = new Outcome("idle-closed");
    /** The connection broke in the middle of the answer. */
    public static final Outcome TRUNCATED = new Outcome("truncated");
    /** Not sent: meant for an address that is neither the target's own nor named. */
    public static final Outcome ELSEWHERE = new Outcome("elsewhere");
    /** Longer than is taken. */
    public static final Outcome TOO_LONG = new Outcome("too-long");

    // Envelope
    /** An error inside an answer that HTTP calls a success. */
    public static final Outcome PROTOCOL = new Outcome("protocol");
    /** Not in the form of the protocol: no JSON, no UTF-8, JSON cut short, members missing. */
    public static final Outcome MALFORMED = new Outcome("malformed");
    /** An error event in a stream. */
    public static final Outcome ERROR_EVENT = new Outcome("error-event");
    /** A stream that closed before its last event. */
    public static final Outcome NO_END = new Outcome("no-end");
    /** A stream without a single event. */
    public static final Outcome EMPTY_STREAM = new Outcome("empty-stream");
    /** No answer to our request's id, but to another's. */
    public static final Outcome WRONG_ID = new Outcome("wrong-id");
    /** The target's own limit of requests, said inside an HTTP success. */
    public static final Outcome RATE_LIMITED = new Outcome("rate-limited");
    /** The session that the request belongs to is not known any more. */
    public static final Outcome SESSION_LOST = new Outcome("session-lost");

    // Domain
    /** An answer that a check of the scenario refused. */
    public static final Outcome CHECK = new Outcome("check");
    /** A tool that says it failed. */
    public static final Outcome TOOL_ERROR = new Outcome("tool-error");

    public static final Outcome TASK_FAILED = new Outcome("task-failed");
    public static final Outcome TASK_CANCELED = new Outcome("task-canceled");
    public static final Outcome TASK_REJECTED = new Outcome("task-rejected");
    /** The target asks a question back: the task is not done. */
    public static final Outcome INPUT_REQUIRED = new Outcome("input-required");
    /** A completion without a reason for its end. */
    public static final Outcome NO_FINISH_REASON = new Outcome("no-finish-reason");
    /** A completion that was cut off at its length. */
    public static final Outcome LENGTH = new Outcome("length");

    public static final Outcome CONTENT_FILTER = new Outcome("content-filter");
    /** A completion without text and without a tool call. */
    public static final Outcome NO_CONTENT = new Outcome("no-content");

    private static final Outcome[] HTTP = numbered("http-", 0, MAX_STATUS);
    private static final Outcome[] EXIT = numbered("exit-", 0, MAX_EXIT_CODE);
    private static final Outcome[] RPC = numbered("rpc", RPC_FROM, RPC_TO);
    private static final Outcome RPC_OTHER = new Outcome("rpc-other");

    /** Number of {@link #index()} values. */
    static final int COUNT = ALL.size();

    private final String label;
    private final int index;

    private Outcome(String label) {
        this.label = label;
        this.index = ALL.size();
        ALL.add(this);
    }

    private static Outcome[] numbered(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new Outcome(prefix + number))
                .toArray(Outcome[]::new);
    }

    /** Every outcome there is. */
    public static List<Outcome> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** A status that means failure. */
    public static Outcome http(int status) {
        if (status < 0 || status >= MAX_STATUS) {
            throw new IllegalArgumentException("no HTTP status: " + status);
        }
        return HTTP[status];
    }

    /** A command that ended with this code; status layer. */
    public static Outcome exit(int code) {
        if (code < 0 || code >= MAX_EXIT_CODE) {
            throw new IllegalArgumentException("no exit code: " + code);
        }
        return EXIT[code];
    }

    /** A JSON-RPC error; codes outside of those that JSON-RPC reserves are one outcome. Envelope layer. */
    public static Outcome rpc(long code) {
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
