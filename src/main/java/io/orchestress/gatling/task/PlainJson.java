package io.orchestress.gatling.task;

import java.util.Arrays;

/**
 * Where the texts of some JSON are, read from the bytes of all of it with no text made. It reads what is plain: ASCII, no escape but those of one letter, no
 * exponent; of anything else, be it wrong or only rare, it says that it cannot, and whoever asks reads it with Jackson. What it does read Jackson reads, too, as the same
 * texts at the same {@linkplain #place places}. Not safe for use by several threads.
 */
final class PlainJson {
    /** A value stands in an object at what is above it and the hash of its name; in a list at what is above it and how many were before it. */
    static final int PRIME = 31;

    /** Of an element of a list: its place, wherever in the list it stands. */
    static final String INDEX = "index";

    static final int DEEPEST = 64;

    private static final int MOST = 256;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_INDEX = 9;
    private static final int LONGEST_NUMBER = 18;
    private static final int NONE = -1;
    private static final int BROKEN = -1;
    private static final ThreadLocal<PlainJson> OF_THREAD = ThreadLocal.withInitial(PlainJson::new);

    private final long[] above = new long[DEEPEST];
    private final long[] index = new long[DEEPEST];
    private final boolean[] isList = new boolean[DEEPEST];
    private final long[] places = new long[MOST];
    private final int[] froms = new int[MOST];
    private final int[] tos = new int[MOST];
    private final boolean[] escaped = new boolean[MOST];
    private byte[] json = {};
    private int count;
    private int depth;
    private long place;
    private boolean isIndex;
    private boolean hasEscape;
    private int numberFrom;
    private int numberTo;

    private PlainJson() {}

    /** One for each thread; what it has read is there until the next is read. */
    static PlainJson ofThread() {
        return OF_THREAD.get();
    }

    int count() {
        return count;
    }

    long place(int text) {
        return places[text];
    }

    /** Its first byte. */
    int from(int text) {
        return froms[text];
    }

    /** The quote behind it. */
    int to(int text) {
        return tos[text];
    }

    boolean isEscaped(int text) {
        return escaped[text];
    }

    /** First byte of the last whole number without a sign, if no text follows it; −1: there is none. */
    int numberFrom() {
        return numberFrom;
    }

    int numberTo() {
        return numberTo;
    }

    /** What an escaped text says. */
    byte[] unescaped(int text) {
        byte[] plain = new byte[tos[text] - froms[text]];
        int length = 0;
        for (int at = froms[text]; at < tos[text]; at++) {
            byte b = json[at];
            plain[length++] = b == '\\' ? meaning(json[++at]) : b;
        }
        return Arrays.copyOf(plain, length);
    }

    /** @return 0: of no escape that is read here */
    private static byte meaning(byte letter) {
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> 0;
        };
    }

    /**
     * Returns whether it could be read.
     *
     * @param ascii whole, without a byte below 0
     */
    boolean read(byte[] ascii) {
        json = ascii;
        count = 0;
        depth = 0;
        place = 1;
        above[0] = 0;
        index[0] = 0;
        isList[0] = false;
        isIndex = false;
        numberFrom = NONE;
        int at = value(0);
        while (at > 0 && depth > 0) {
            at = next(spaces(at));
        }
        return at > 0 && spaces(at) == json.length;
    }

    /** What stands behind a value in an object or a list. */
    private int next(int at) {
        if (at >= json.length) {
            return BROKEN;
        }
        byte b = json[at];
        if (b == ',') {
            return isList[depth] ? value(spaces(at + 1)) : member(spaces(at + 1));
        }
        return b == (isList[depth] ? ']' : '}') ? closes(at) : BROKEN;
    }

    private int value(int at) {
        if (at >= json.length) {
            return BROKEN;
        }
        byte b = json[at];
        if (b == '"') {
            return text(at + 1);
        }
        if (b == '{' || b == '[') {
            return opens(at, b == '[');
        }
        int end = b == 't' ? word(at, "true") : b == 'f' ? word(at, "false") : b == 'n' ? word(at, "null") : number(at);
        if (end > 0) {
            passed();
        }
        return end;
    }

    private void passed() {
        place = above[depth] * PRIME + ++index[depth];
    }

    private int opens(int at, boolean list) {
        if (++depth >= DEEPEST) {
            return BROKEN;
        }
        above[depth] = list ? place * PRIME + 1 : place;
        index[depth] = 0;
        isList[depth] = list;
        place = above[depth];
        isIndex = false;
        int first = spaces(at + 1);
        if (first < json.length && json[first] == (list ? ']' : '}')) {
            return closes(first);
        }
        return list ? value(first) : member(first);
    }

    private int closes(int at) {
        depth--;
        isIndex = false;
        passed();
        return at + 1;
    }

    private int member(int at) {
        if (at >= json.length || json[at] != '"') {
            return BROKEN;
        }
        int hash = 0;
        int end = at + 1;
        for (; end < json.length && json[end] != '"'; end++) {
            byte b = json[end];
            if (b == '\\' || b < ' ' || end - at > LONGEST_NAME) {
                return BROKEN;
            }
            hash = PRIME * hash + b;
        }
        int colon = spaces(end + 1);
        if (colon >= json.length || json[colon] != ':') {
            return BROKEN;
        }
        place = above[depth] * PRIME + hash;
        isIndex = isList[depth - 1] && end - at - 1 == INDEX.length() && word(at + 1, INDEX) > 0;
        return value(spaces(colon + 1));
    }

    private int text(int from) {
        int end = textEnd(from);
        if (end == BROKEN || count == MOST) {
            return BROKEN;
        }
        places[count] = place;
        froms[count] = from;
        tos[count] = end;
        escaped[count] = hasEscape;
        count++;
        numberFrom = NONE;
        passed();
        return end + 1;
    }

    private int textEnd(int from) {
        hasEscape = false;
        for (int at = from; at < json.length; at++) {
            byte b = json[at];
            if (b == '"') {
                return at;
            }
            if (b < ' ') {
                return BROKEN;
            }
            if (b == '\\') {
                hasEscape = true;
                at++;
                if (at == json.length || meaning(json[at]) == 0) {
                    return BROKEN;
                }
            }
        }
        return BROKEN;
    }

    private int number(int from) {
        int first = json[from] == '-' ? from + 1 : from;
        int at = digits(first);
        if (at == first || at - first > LONGEST_NUMBER || (json[first] == '0' && at - first > 1)) {
            return BROKEN;
        }
        if (at < json.length && json[at] == '.') {
            int end = digits(at + 1);
            return end == at + 1 || end - at > LONGEST_NUMBER ? BROKEN : end;
        }
        if (first == from) {
            numberFrom = from;
            numberTo = at;
        }
        if (isIndex) {
            if (at - first > LONGEST_INDEX) {
                return BROKEN;
            }
            above[depth] += PRIME * (long) whole(from, at);
        }
        return at;
    }

    private int digits(int from) {
        int at = from;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at;
    }

    private int whole(int from, int to) {
        boolean negative = json[from] == '-';
        int value = 0;
        for (int at = negative ? from + 1 : from; at < to; at++) {
            value = value * 10 + json[at] - '0';
        }
        return negative ? -value : value;
    }

    private int word(int at, String word) {
        if (at + word.length() > json.length) {
            return BROKEN;
        }
        for (int i = 0; i < word.length(); i++) {
            if (json[at + i] != word.charAt(i)) {
                return BROKEN;
            }
        }
        return at + word.length();
    }

    private int spaces(int from) {
        int at = from;
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
        return at;
    }
}
