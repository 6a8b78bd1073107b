package io.orchestress.trace;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The id of a trace: 16 bytes, not all of them zero (W3C Trace Context §3.2.2.3).
 *
 * @param high its first 8 bytes
 * @param low its last 8 bytes, of which samplers by ratio take their decision
 */
public record TraceId(long high, long low) {
    /** Hexadecimal digits of one. */
    public static final int LENGTH = 2 * Hex.DIGITS;

    public TraceId {
        if ((high | low) == 0) {
            throw new IllegalArgumentException("a trace id of zeros only");
        }
    }

    /** The id of 32 lower-case hexadecimal digits; empty where a text is none. */
    public static Optional<TraceId> parse(CharSequence text) {
        return text.length() == LENGTH ? at(text, 0) : Optional.empty();
    }

    static Optional<TraceId> at(CharSequence text, int from) {
        if (!Hex.isAt(text, from, LENGTH)) {
            return Optional.empty();
        }
        long high = Hex.value(text, from, Hex.DIGITS);
        long low = Hex.value(text, from + Hex.DIGITS, Hex.DIGITS);
        return (high | low) == 0 ? Optional.empty() : Optional.of(new TraceId(high, low));
    }

    int put(byte[] out, int at) {
        return Hex.put(out, Hex.put(out, at, high), low);
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        byte[] out = new byte[LENGTH];
        int end = put(out, 0);
        return new String(out, 0, end, StandardCharsets.ISO_8859_1);
    }
}
