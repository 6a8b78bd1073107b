package io.orchestress.gatling.task;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream that those behind it may resemble, as the chunks of a completion do: all is the same but some texts, and a number at the end. Of
 * such an event only the texts are looked at. One that stays the same is looked at no more, and only counted: its last bytes follow from that, should another
 * text ever stand at its place.
 */
final class EventShape {
    private static final int LONGEST = 2_048;
    private static final int MOST_TEXTS = 64;
    private static final int MOST_DIGITS = 18;
    /** Events in a row that have the same text at a place. */
    private static final int STAYS = 2;

    /** More do not change the last bytes of a text. */
    private static final int MOST_REPEATED = 64;

    private final byte[] like;
    private final MarkedText[] texts;
    private final int[] from;
    private final int[] to;
    private final int[] same;
    private final boolean[] stays;
    private final int[] repeated;
    private final int[] pieceFrom;
    private final int[] pieceTo;
    private final int numberFrom;
    private final int numberTo;

    /** What a text has one piece more of. */
    @FunctionalInterface
    interface Pieces {
        void add(MarkedText text, byte[] piece, int from, int to);
    }

    private EventShape(byte[] like, PlainJson read, MarkedText[] texts) {
        this.like = like;
        this.texts = texts;
        from = new int[texts.length];
        to = new int[texts.length];
        same = new int[texts.length];
        stays = new boolean[texts.length];
        repeated = new int[texts.length];
        pieceFrom = new int[texts.length];
        pieceTo = new int[texts.length];
        for (int i = 0; i < texts.length; i++) {
            from[i] = read.from(i);
            to[i] = read.to(i);
        }
        numberFrom = read.numberFrom();
        numberTo = read.numberTo();
    }

    /**
     * The shape of an event that was read; null where it is too long, or has too many texts.
     *
     * @param texts of it, in their order
     */
    static @Nullable EventShape of(byte[] event, PlainJson read, MarkedText[] texts) {
        return event.length > LONGEST || texts.length > MOST_TEXTS ? null : new EventShape(event, read, texts);
    }

    /**
     * Takes the texts of an event; returns whether it has this shape.
     *
     * @param ascii without a byte below 0
     */
    boolean takes(byte[] ascii, Pieces pieces) {
        if (!resembles(ascii)) {
            return false;
        }
        for (int i = 0; i < texts.length; i++) {
            if (stays[i]) {
                repeated[i]++;
            } else {
                pieces.add(texts[i], ascii, pieceFrom[i], pieceTo[i]);
                staysAsItIs(i, ascii);
            }
        }
        return true;
    }

    private boolean resembles(byte[] event) {
        int at = 0;
        int done = 0;
        for (int i = 0; i < texts.length; i++) {
            if (stays[i]) {
                continue;
            }
            at = passed(event, at, done, from[i]);
            int end = at < 0 ? at : textEnd(event, at);
            if (end < 0) {
                return false;
            }
            pieceFrom[i] = at;
            pieceTo[i] = end;
            at = end;
            done = to[i];
        }
        if (numberFrom >= done) {
            at = passed(event, at, done, numberFrom);
            at = at < 0 ? at : numberEnd(event, at);
            done = numberTo;
        }
        return at >= 0 && event.length - at == like.length - done && passed(event, at, done, like.length) >= 0;
    }

    /** Where it goes on behind what it shares with this shape; −1: it does not. */
    private int passed(byte[] event, int at, int likeFrom, int likeTo) {
        int end = at + likeTo - likeFrom;
        return end <= event.length && Arrays.equals(event, at, end, like, likeFrom, likeTo) ? end : -1;
    }

    /** The quote behind a text that has no escape; −1: it has one, or is none. */
    private static int textEnd(byte[] event, int from) {
        for (int at = from; at < event.length; at++) {
            byte b = event[at];
            if (b == '"') {
                return at;
            }
            if (b == '\\' || b < ' ') {
                return -1;
            }
        }
        return -1;
    }

    private static int numberEnd(byte[] event, int from) {
        int at = from;
        while (at < event.length && event[at] >= '0' && event[at] <= '9') {
            at++;
        }
        boolean isNumber = at > from && at - from <= MOST_DIGITS && (event[from] != '0' || at - from == 1);
        return isNumber ? at : -1;
    }

    private void staysAsItIs(int i, byte[] event) {
        boolean equal = Arrays.equals(event, pieceFrom[i], pieceTo[i], like, from[i], to[i]);
        same[i] = equal ? same[i] + 1 : 0;
        if (same[i] == STAYS) {
            // No mark ends in it, as none is begun behind it; what it holds itself is told.
            stays[i] = texts[i].isQuiet() && isAlone(i);
        }
    }

    /** Whether it is the only one at its place. */
    private boolean isAlone(int i) {
        for (int other = 0; other < texts.length; other++) {
            if (other != i && texts[other] == texts[i]) {
                return false;
            }
        }
        return true;
    }

    /** Something else comes than an event of this shape: what was only counted is told. */
    void isLeft() {
        for (int i = 0; i < texts.length; i++) {
            if (stays[i]) {
                for (int times = Math.min(repeated[i], MOST_REPEATED); times > 0; times--) {
                    texts[i].append(like, from[i], to[i]);
                }
                stays[i] = false;
                repeated[i] = 0;
                same[i] = 0;
            }
        }
    }
}
