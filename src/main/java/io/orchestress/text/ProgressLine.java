package io.orchestress.text;

import java.util.ArrayList;
import java.util.List;

/**
 * How far something is, in one line that fits a terminal:
 *
 * <pre>
 * [=========>              ]  38 %  spike (2 of 5)  37 s left  412/s  p95 240 ms  errors 0 %
 * </pre>
 *
 * @param share of it that is done, 0 to 1, and more of what takes longer than it should; NaN: nobody knows how much there is
 * @param elapsedSeconds since it began
 * @param name of what is done
 * @param time that is left, in words; empty: not known
 * @param more the most important first: what does not fit is left out
 */
public record ProgressLine(double share, double elapsedSeconds, String name, String time, List<String> more) {
    private static final String GAP = "  ";
    private static final int WIDE_BAR = 24;
    private static final int NARROW_BAR = 12;

    /** Columns from which on there is room for a bar. */
    private static final int FOR_WIDE_BAR = 100;

    private static final int FOR_NARROW_BAR = 40;

    /** What arithmetic leaves of a whole number. */
    private static final double ALMOST_NOTHING = 1e-6;

    public ProgressLine {
        more = List.copyOf(more);
    }

    /**
     * A {@link #time}: what is left when it goes on as it went so far; empty as long as that cannot be told.
     *
     * @param share that is done
     */
    static String left(double share, double elapsedSeconds) {
        boolean told = share >= 0.02 && share < 1 && elapsedSeconds >= 1;
        return told ? left(elapsedSeconds * (1 - share) / share) : "";
    }

    /** A {@link #time} that is known. */
    public static String left(double seconds) {
        return Format.duration(Math.ceil(Math.max(0, seconds - ALMOST_NOTHING))) + " left";
    }

    /** As a line of a log. */
    String sentence() {
        String done = percent().strip();
        List<String> told =
                new ArrayList<>(List.of(done.isEmpty() ? Format.duration(Math.floor(elapsedSeconds)) : done));
        if (!time.isEmpty()) {
            told.add(time);
        }
        return name + ": " + String.join(", ", told);
    }

    /** @param columns of the terminal; the last one stays free, where some terminals begin a new line */
    public String text(int columns) {
        int room = columns - 1;
        List<String> parts = new ArrayList<>();
        if (columns >= FOR_NARROW_BAR) {
            parts.add(bar(columns >= FOR_WIDE_BAR ? WIDE_BAR : NARROW_BAR));
        }
        parts.add(percent());
        parts.add(Columns.cut(name, Math.max(8, room / 3)));
        parts.add(Double.isNaN(share) && time.isEmpty() ? Format.duration(Math.floor(elapsedSeconds)) : time);
        parts.addAll(more);
        return fitting(parts, columns);
    }

    /** Parts of a line side by side, the first ones as long as there is room; empty ones are left out. */
    public static String fitting(List<String> parts, int columns) {
        int room = columns - 1;
        StringBuilder line = new StringBuilder();
        int taken = 0;
        for (String part : parts) {
            String next = part.isEmpty() ? "" : (taken == 0 ? "" : GAP) + part;
            taken += Columns.of(next);
            if (taken > room) {
                break;
            }
            line.append(next);
        }
        return Columns.cut(line.toString(), room);
    }

    /** What is not quite done is not 100 %. */
    private String percent() {
        if (Double.isNaN(share)) {
            return "";
        }
        String whole = Format.fixed(Math.floor(100 * bounded() + ALMOST_NOTHING), 0);
        return " ".repeat(3 - whole.length()) + whole + " %";
    }

    private double bounded() {
        return Math.max(0, Math.min(1, share));
    }

    /** Where nobody knows the end, something that moves. */
    private String bar(int width) {
        if (Double.isNaN(share)) {
            String sign = "<=>";
            int way = width - sign.length();
            int step = (int) (elapsedSeconds % (2.0 * way));
            int at = step <= way ? step : 2 * way - step;
            return "[" + " ".repeat(at) + sign + " ".repeat(way - at) + "]";
        }
        int done = (int) Math.floor(width * bounded() + ALMOST_NOTHING);
        String tip = done == width ? "" : ">";
        return "[" + "=".repeat(done) + tip + " ".repeat(width - done - tip.length()) + "]";
    }
}
