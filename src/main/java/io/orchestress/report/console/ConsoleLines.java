package io.orchestress.report.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines for a console. Nothing is cut off: on a terminal what is too wide goes on in the next line, indented; in a file or a pipe, where
 * lines are searched rather than looked at, each is whole.
 */
final class ConsoleLines {
    static final int WIDTH = 110;
    private static final int LEAST = 40;

    private final boolean terminal;
    private final List<String> lines = new ArrayList<>();

    ConsoleLines(boolean terminal) {
        this.terminal = terminal;
    }

    void blank() {
        lines.add("");
    }

    void add(String line) {
        add("", line, 2);
    }

    void add(String line, int indent) {
        add("", line, indent);
    }

    /**
     * Adds a line.
     *
     * @param mark stands before it, and takes no room
     * @param indent of what goes on in the next line
     */
    void add(String mark, String line, int indent) {
        String rest = line.stripTrailing();
        String before = mark;
        int most = terminal ? Math.max(LEAST, WIDTH) : Integer.MAX_VALUE;
        while (rest.length() > most) {
            int space = rest.lastIndexOf(' ', most);
            int end = space > indent ? space : most;
            lines.add(before + rest.substring(0, end).stripTrailing());
            before = "";
            rest = " ".repeat(indent) + rest.substring(end).strip();
        }
        lines.add(before + rest);
    }

    /** Cells in columns; the first to the left, the last as it is, those between to the right. */
    void table(List<List<String>> rows, boolean lastIsText) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                boolean text = i == 0 || (lastIsText && i == columns - 1);
                line.append(i == 0 ? "" : "  ").append(text ? row.get(i) + pad : pad + row.get(i));
            }
            add(line.toString(), 8);
        }
    }

    List<String> all() {
        return List.copyOf(lines);
    }
}
