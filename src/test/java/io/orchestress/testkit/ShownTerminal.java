package io.orchestress.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal shows of what was written to it: text, the two ends of a line, and of the sequences of ECMA-48 and the VT100 those that
 * erase a line and switch its wrapping. Any other is an error.
 */
public final class ShownTerminal {
    private static final Pattern SEQUENCE = Pattern.compile("\033\\[(\\??)([0-9]*)([A-Za-z])");

    private final int columns;
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int column;
    private boolean wraps = true;

    private ShownTerminal(int columns) {
        this.columns = columns;
    }

    public static ShownTerminal of(String written, int columns) {
        ShownTerminal terminal = new ShownTerminal(columns);
        Matcher sequence = SEQUENCE.matcher(written);
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '\033') {
                terminal.take(c);
            } else if (sequence.region(i, written.length()).lookingAt()) {
                terminal.obey(sequence.group(1) + sequence.group(2) + sequence.group(3));
                i = sequence.end() - 1;
            } else {
                throw new IllegalArgumentException("an unknown sequence at " + i + " of " + written);
            }
        }
        return terminal;
    }

    /** Without blanks at their ends, and without a last one that is empty. */
    public List<String> rows() {
        List<String> shown = new ArrayList<>(
                rows.stream().map(row -> row.toString().stripTrailing()).toList());
        if (shown.get(shown.size() - 1).isEmpty()) {
            shown.remove(shown.size() - 1);
        }
        return shown;
    }

    private void take(char c) {
        if (c == '\r') {
            column = 0;
        } else if (c == '\n') {
            nextRow();
        } else {
            if (column == columns && wraps) {
                nextRow();
            }
            column = Math.min(column, columns - 1);
            StringBuilder row = rows.get(rows.size() - 1);
            while (row.length() <= column) {
                row.append(' ');
            }
            row.setCharAt(column++, c);
        }
    }

    private void nextRow() {
        rows.add(new StringBuilder());
        column = 0;
    }

    private void obey(String sequence) {
        switch (sequence) {
            case "K" -> {
                StringBuilder row = rows.get(rows.size() - 1);
                row.setLength(Math.min(row.length(), column));
            }
            case "?7l" -> wraps = false;
            case "?7h" -> wraps = true;
            default -> throw new IllegalArgumentException("an unknown sequence: " + sequence);
        }
    }
}
