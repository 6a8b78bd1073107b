package io.orchestress.backend.play;

import java.util.ArrayList;
import java.util.List;

/** Texts in pieces that count as tokens: a space and what follows it, up to eight characters. */
final class Pieces {
    private static final int LONGEST = 8;
    private static final List<String> WORDS = List.of(
            " the",
            " result",
            " of",
            " this",
            " step",
            " is",
            " as",
            " expected",
            " and",
            " each",
            " part",
            " was",
            " looked",
            " at",
            " once",
            " more",
            " before",
            " it",
            " went",
            " on",
            " to",
            " what",
            " comes",
            " next",
            " in",
            " the",
            " list",
            " so",
            " that",
            " nothing",
            " is",
            " left",
            " out",
            ",");

    private Pieces() {}

    static List<String> of(String text) {
        List<String> pieces = new ArrayList<>(text.length() / 4 + 1);
        int from = 0;
        while (from < text.length()) {
            int to = from + 1;
            while (to < text.length() && to - from < LONGEST && text.charAt(to) != ' ') {
                to++;
            }
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    /** Words without meaning, each a piece. */
    static void addFiller(List<String> pieces, int count, int start) {
        for (int i = 0; i < count; i++) {
            pieces.add(WORDS.get((start + i) % WORDS.size()));
        }
    }
}
