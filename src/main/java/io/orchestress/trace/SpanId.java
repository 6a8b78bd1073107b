package io.orchestress.trace;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The id of a span, which W3C Trace Context calls a parent id: 8 bytes, not all of them zero (§3.2.2.4).
 *
 * @param value its bytes, the first one highest
 */
public record SpanId(long value) {
    /** Hexadecimal digits of one. */
    public static final int LENGTH = Hex.DIGITS;

    public SpanId {
        if (value == 0) {
            throw new IllegalArgumentException("a span id of zeros only");
        }
    }

    static Optional<SpanId> at(CharSequence text, int from) {
        if (!Hex.isAt(text, from, LENGTH)) {
            return Optional.empty();
        }
        long value = Hex.value(text, from, LENGTH);
        return value == 0 ? Optional.empty() : Optional.of(new SpanId(value));
    }

    int put(byte[] out, int at) {
        return Hex.put(out, at, value);
    }

    /** 16 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        byte[] out = new byte[LENGTH];
        int end = put(out, 0);
        return new String(out, 0, end, StandardCharsets.ISO_8859_1);
    }
}
