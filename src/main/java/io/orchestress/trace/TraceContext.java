package io.orchestress.trace;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a span stands, as a request tells it to whoever takes it: the header {@value #HEADER} of W3C Trace Context, level 1.
 *
 * @param trace that it belongs to
 * @param span itself, the parent of all that the target does for it
 * @param sampled whether whoever takes part is asked to record it
 */
public record TraceContext(TraceId trace, SpanId span, boolean sampled) {
    /** Name of the header, and of the member of {@code _meta} in MCP. */
    public static final String HEADER = "traceparent";

    /** Name of the environment variable, in which a process finds it. */
    public static final String VARIABLE = "TRACEPARENT";

    private static final int TRACE_AT = 3;
    private static final int SPAN_AT = TRACE_AT + TraceId.LENGTH + 1;
    private static final int FLAGS_AT = SPAN_AT + SpanId.LENGTH + 1;
    private static final int LENGTH = FLAGS_AT + 2;
    private static final int INVALID_VERSION = 0xff;

    /**
     * What such a header says; empty where it is not valid. One of a later version is read as far as version 00 goes, as §4 of the specification
     * wants.
     */
    public static Optional<TraceContext> parse(CharSequence header) {
        if (header.length() < LENGTH
                || !Hex.isAt(header, 0, 2)
                || header.charAt(TRACE_AT - 1) != '-'
                || header.charAt(SPAN_AT - 1) != '-'
                || header.charAt(FLAGS_AT - 1) != '-'
                || !Hex.isAt(header, FLAGS_AT, 2)) {
            return Optional.empty();
        }
        long version = Hex.value(header, 0, 2);
        boolean longer = header.length() > LENGTH;
        if (version == INVALID_VERSION || (longer && (version == 0 || header.charAt(LENGTH) != '-'))) {
            return Optional.empty();
        }
        boolean sampled = (Hex.value(header, FLAGS_AT, 2) & 1) == 1;
        return TraceId.at(header, TRACE_AT)
                .flatMap(trace -> SpanId.at(header, SPAN_AT).map(span -> new TraceContext(trace, span, sampled)));
    }

    /** The value of the header. */
    public String header() {
        byte[] out = new byte[LENGTH];
        out[0] = '0';
        out[1] = '0';
        out[2] = '-';
        int at = trace.put(out, TRACE_AT);
        out[at] = '-';
        at = span.put(out, at + 1);
        out[at] = '-';
        out[at + 1] = '0';
        out[at + 2] = (byte) (sampled ? '1' : '0');
        return new String(out, StandardCharsets.ISO_8859_1);
    }
}
