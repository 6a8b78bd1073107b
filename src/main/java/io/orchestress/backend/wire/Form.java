package io.orchestress.backend.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.backend.call.Call;
import io.orchestress.backend.limit.Limiter;
import java.time.Instant;
import java.util.Map;

/** How one kind of calls is spoken. */
public interface Form {
    Call.Kind kind();

    /**
     * Reads the body of a call.
     *
     * @throws Refusal when it is none
     */
    ModelCall read(JsonNode body) throws Refusal;

    /** A whole answer, JSON. */
    String whole(Reply reply);

    /** The same as a stream. */
    Events events(Reply reply);

    /** The body of an answer that refuses a call, JSON. */
    String error(Refusal refusal, String requestId);

    /** An error as an event, in a stream that has begun. */
    String errorEvent(Refusal refusal);

    /** The header that has the id of the request. */
    String requestIdHeader();

    /** What is left of the limits, in headers; empty where there are none. */
    Map<String, String> quota(Limiter.Decision decision, Instant now);

    /** When to try again, in headers. */
    Map<String, String> retryAfter(long millis);

    /** Server-sent events of one answer, whole ones with their blank lines; to be asked for in this order. */
    interface Events {
        /** Before anything else. */
        void begin(StringBuilder out);

        /** An item begins. */
        void open(StringBuilder out, int item);

        /** A chunk of it. */
        void delta(StringBuilder out, int item, String text);

        /** An item has ended. */
        void close(StringBuilder out, int item);

        /** After everything else. */
        void end(StringBuilder out);
    }
}
