package io.orchestress.text;

import java.io.IOException;
import java.io.Writer;

/**
 * Lets through what a terminal and a pipeline take for text: characters as {@link Visible} shows them, lines that are no command.
 * GitHub takes {@code ::} at the start of a line, blanks before it or not, and {@code ##[} anywhere for a command, Azure DevOps and
 * TeamCity {@code ##vso[} and {@code ##teamcity[}: {@code : :} and {@code # #} are none.
 */
final class Harmless extends Writer {
    private final Writer out;
    private char before = '\n';
    private boolean atStart = true;
    /** A first half of a pair, until the second one comes; 0: none. */
    private char half;

    Harmless(Writer out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        StringBuilder clean = new StringBuilder(length + 16);
        synchronized (lock) {
            for (int i = from; i < from + length; i++) {
                add(text[i], clean);
            }
            out.write(clean.toString());
        }
    }

    private void add(char c, StringBuilder clean) {
        if (half != 0) {
            char first = half;
            half = 0;
            if (Character.isLowSurrogate(c)) {
                clean.appendCodePoint(Visible.of(Character.toCodePoint(first, c)));
                before = c;
                atStart = false;
                return;
            }
            clean.appendCodePoint(Visible.HIDDEN);
            atStart = false;
        }
        if (Character.isHighSurrogate(c)) {
            half = c;
        } else if (c == '\n') {
            clean.append(c);
            before = c;
            atStart = true;
        } else {
            char shown = (char) Visible.of(c);
            if ((shown == ':' && before == ':' && atStart) || (shown == '#' && before == '#')) {
                clean.append(' ');
            }
            clean.append(shown);
            boolean firstColon = shown == ':' && atStart && before != ':';
            atStart = atStart && (firstColon || Character.isWhitespace(shown) || Character.isSpaceChar(shown));
            before = shown;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
