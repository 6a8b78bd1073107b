package io.orchestress.trace;

/** Numbers as lower-case hexadecimal digits, 16 each, by a table: for each request some are written. */
final class Hex {
    /** Digits of a {@code long}. */
    static final int DIGITS = 16;

    private static final byte[] PAIRS = pairs();
    private static final int NO_DIGIT = -1;

    private Hex() {}

    private static byte[] pairs() {
        byte[] pairs = new byte[512];
        for (int octet = 0; octet < 256; octet++) {
            pairs[2 * octet] = (byte) Character.forDigit(octet >> 4, 16);
            pairs[2 * octet + 1] = (byte) Character.forDigit(octet & 0xf, 16);
        }
        return pairs;
    }

    /** Writes 16 digits; returns where they end. */
    static int put(byte[] out, int at, long value) {
        for (int i = 0; i < DIGITS; i += 2) {
            int octet = (int) (value >>> (Long.SIZE - Byte.SIZE - 4 * i)) & 0xff;
            out[at + i] = PAIRS[2 * octet];
            out[at + i + 1] = PAIRS[2 * octet + 1];
        }
        return at + DIGITS;
    }

    /** Whether there are so many lower-case digits from a place on. */
    static boolean isAt(CharSequence text, int from, int digits) {
        if (text.length() - from < digits) {
            return false;
        }
        for (int i = from; i < from + digits; i++) {
            if (digit(text.charAt(i)) == NO_DIGIT) {
                return false;
            }
        }
        return true;
    }

    /** The value of so many digits, 16 at most, that {@link #isAt} has seen. */
    static long value(CharSequence text, int from, int digits) {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value << 4 | digit(text.charAt(i));
        }
        return value;
    }

    /** Upper-case digits are none: W3C Trace Context §3.2.2. */
    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : NO_DIGIT;
    }
}
