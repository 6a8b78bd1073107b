package io.orchestress.backend.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The mark of one task: {@code orc-} and 16 hexadecimal digits. It stands in the prompt, and whoever passes the prompt on passes it on, too.
 * It holds nothing that Markdown, JSON, XML or a URL would write otherwise.
 */
public final class TaskNonce {
    public static final String PREFIX = "orc-";

    private static final int DIGITS = 16;
    /** Characters of a mark. */
    public static final int LENGTH = PREFIX.length() + DIGITS;

    private static final String DIGIT = "0123456789abcdef";
    private static final Pattern WHOLE = Pattern.compile("orc-[0-9a-f]{16}");

    private TaskNonce() {}

    /** The mark with these digits. */
    public static String of(long number) {
        byte[] mark = new byte[LENGTH];
        for (int i = 0; i < PREFIX.length(); i++) {
            mark[i] = (byte) PREFIX.charAt(i);
        }
        for (int i = 0; i < DIGITS; i++) {
            mark[LENGTH - 1 - i] = (byte) DIGIT.charAt((int) (number >>> (4 * i)) & 0xf);
        }
        return new String(mark, StandardCharsets.ISO_8859_1);
    }

    /** The mark of a task of a run: the run makes it another one than those of other runs, the number another one than those of the same run. */
    public static String of(int run, int number) {
        return of(((long) run << Integer.SIZE) | Integer.toUnsignedLong(number));
    }

    /** The part of a mark that says which task of a run it is; in two runs of the same seed the same. */
    static String number(String nonce) {
        return nonce.substring(LENGTH - Integer.BYTES * 2);
    }

    public static boolean isNonce(String text) {
        return WHOLE.matcher(text).matches();
    }

    /** The different ones in a text, in their order, {@code most} at most. A run of more digits is none. */
    public static List<String> in(String text, int most) {
        List<String> found = new ArrayList<>(2);
        for (int at = next(text, 0); at >= 0 && found.size() < most; at = next(text, at + LENGTH)) {
            String nonce = text.substring(at, at + LENGTH);
            if (!found.contains(nonce)) {
                found.add(nonce);
            }
        }
        return found;
    }

    /** Where the first one at or after a place begins; −1: there is none. */
    public static int next(String text, int from) {
        for (int at = text.indexOf(PREFIX, from); at >= 0; at = text.indexOf(PREFIX, at + 1)) {
            int end = at + LENGTH;
            if (end <= text.length() && allDigits(text, at + PREFIX.length(), end) && !isDigit(text, end)) {
                return at;
            }
        }
        return -1;
    }

    /** The same in a part of some bytes, as if nothing stood behind it. */
    public static int next(byte[] text, int from, int to) {
        for (int at = begin(text, from, to); at >= 0; at = begin(text, at + 1, to)) {
            int end = at + PREFIX.length();
            while (end < to && isDigit(text[end])) {
                end++;
            }
            if (end - at == LENGTH) {
                return at;
            }
        }
        return -1;
    }

    /** Where something begins in a part of some bytes that may be one; −1: nowhere. Looks at each fourth byte, where the text allows it. */
    public static int begin(byte[] text, int from, int to) {
        int last = from + PREFIX.length() - 1;
        while (last < to) {
            switch (text[last]) {
                case '-' -> {
                    if (text[last - 1] == 'c' && text[last - 2] == 'r' && text[last - 3] == 'o') {
                        return last - 3;
                    }
                    last += 4;
                }
                case 'c' -> last += 1;
                case 'r' -> last += 2;
                case 'o' -> last += 3;
                default -> last += 4;
            }
        }
        return -1;
    }

    /** Whether some bytes end in the middle of what may become one. */
    public static boolean isBegun(byte[] text, int length) {
        int at = length;
        while (at > 0 && length - at < DIGITS && isDigit(text[at - 1])) {
            at--;
        }
        if (length - at < DIGITS && isPrefix(text, at, PREFIX.length())) {
            return true;
        }
        return isPrefix(text, length, 3) || isPrefix(text, length, 2) || isPrefix(text, length, 1);
    }

    private static boolean isPrefix(byte[] text, int to, int length) {
        if (to < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[to - length + i] != PREFIX.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
    }

    private static boolean allDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(String text, int at) {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
