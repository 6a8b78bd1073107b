package io.orchestress.gatling.task;

import io.orchestress.backend.call.TaskNonce;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One text of an answer that comes in pieces: of what came, the last bytes, of which a mark and the words before it may be made. A character that
 * is not in Latin-1 is some byte: it is in no mark.
 */
final class MarkedText {
    /** What a script puts before the last mark of an answer. */
    static final byte[] END = bytes("end of ");

    /** What stands before a mark in an echo of the prompt. */
    static final byte[] BEFORE = bytes(MarkedPrompt.BEFORE);

    private static final int KEPT = TaskNonce.LENGTH + Math.max(END.length, BEFORE.length);
    private static final byte CASE = 0x20;
    private static final byte[] NOTHING = {};

    private byte[] tail = NOTHING;
    private int length;
    private boolean begun;
    private int lastEnd;
    private int ends;

    private static byte[] bytes(String words) {
        return words.getBytes(StandardCharsets.US_ASCII);
    }

    /** How often it has ended, as a script ends its answers. */
    int ends() {
        return ends;
    }

    /** Hash of the last piece, where the text ended in it; else 0. */
    int lastEnd() {
        return lastEnd;
    }

    /** It goes on with a piece in which it ended so often. */
    void ended(int all, int hashOfLast) {
        ends = all;
        lastEnd = hashOfLast;
    }

    /** Whether it has never ended, and does not stand in the middle of a mark: then the same words again and again change nothing but its last bytes. */
    boolean isQuiet() {
        return !begun && ends == 0 && lastEnd == 0;
    }

    /** Whether a mark may be complete within a piece. */
    boolean mayHold(byte[] piece, int from, int to) {
        return begun || TaskNonce.begin(piece, from, to) >= 0;
    }

    /** Bytes before the piece that are still needed. */
    int known() {
        return length;
    }

    /** The bytes that are still needed, and the piece behind them. */
    byte[] with(byte[] piece, int from, int to) {
        byte[] all = Arrays.copyOf(tail, length + to - from);
        System.arraycopy(piece, from, all, length, to - from);
        return all;
    }

    /** The piece is a part of it from here on. */
    void append(byte[] piece, int from, int to) {
        int more = Math.min(KEPT, to - from);
        if (more == 0) {
            return;
        }
        if (tail.length == 0) {
            tail = new byte[KEPT];
        }
        int before = Math.min(length, KEPT - more);
        System.arraycopy(tail, length - before, tail, 0, before);
        System.arraycopy(piece, to - more, tail, before, more);
        length = before + more;
        begun = TaskNonce.isBegun(tail, length);
    }

    /**
     * Whether these words stand just before a place, in capitals or not.
     *
     * @param start of the text
     * @param words in small letters
     */
    static boolean isAfter(byte[] text, int start, int at, byte[] words) {
        int from = at - words.length;
        if (from < start) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            byte is = text[from + i];
            if (is != words[i] && (words[i] < 'a' || words[i] > 'z' || (is | CASE) != words[i])) {
                return false;
            }
        }
        return true;
    }
}
