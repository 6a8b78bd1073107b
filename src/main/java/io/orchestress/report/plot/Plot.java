package io.orchestress.report.plot;

import java.util.List;

/**
 * Panels below one another over the same axis. All places are percent of the width from the left or of a panel's height from
 * the top; texts are not escaped.
 *
 * @param summary what is to be seen, for those who cannot
 * @param acrossTitle of the axis at the bottom, with its unit
 * @param pins above the first panel
 * @param small a drawing among many
 */
public record Plot(
        String summary,
        List<Panel> panels,
        List<Tick> across,
        String acrossTitle,
        List<Pin> pins,
        List<Key> legend,
        boolean small) {
    public Plot {
        panels = List.copyOf(panels);
        across = List.copyOf(across);
        pins = List.copyOf(pins);
        legend = List.copyOf(legend);
    }

    /** Height in pixels of what stands above the first panel. */
    public int headHeight() {
        return pins.isEmpty()
                ? 8
                : Pins.ROW * (1 + pins.stream().mapToInt(Pin::row).max().orElse(0)) + 6;
    }

    /**
     * @param title what is drawn, with its unit
     * @param height in pixels
     */
    public record Panel(
            String title,
            int height,
            List<Tick> up,
            List<Strip> strips,
            List<Path> paths,
            List<Rule> rules,
            List<Upright> uprights,
            List<Mark> marks) {
        public Panel {
            up = List.copyOf(up);
            strips = List.copyOf(strips);
            paths = List.copyOf(paths);
            rules = List.copyOf(rules);
            uprights = List.copyOf(uprights);
            marks = List.copyOf(marks);
        }
    }

    /** @param at percent of the width, or of the height */
    public record Tick(String at, String text) {}

    /** A filled field. */
    public record Strip(String x, String y, String width, String height, String style, String tip) {}

    /** @param d in a field of 1000 × 1000 */
    public record Path(String d, String style) {}

    /** A level, with its name at the right end. */
    public record Rule(String y, String text, String style, boolean below) {}

    /** A place on the axis at the bottom, through a whole panel. */
    public record Upright(String x, String style) {}

    /**
     * @param shape {@code pass}, {@code fail}, {@code inconclusive} or {@code dot}
     * @param tip for a pointer that rests on it
     */
    public record Mark(String x, String y, String shape, String style, String tip) {}

    /**
     * A label above a place on the axis at the bottom.
     *
     * @param row from the first panel upwards, so that no two labels touch
     * @param anchor {@code start}, {@code middle} or {@code end}
     */
    public record Pin(String at, int row, String text, String style, String anchor, String tip) {}

    /** @param style {@code line}, {@code field} or {@code shape}, and after a space the class of what it explains */
    public record Key(String text, String style) {
        public boolean isShape() {
            return style.startsWith("shape ");
        }

        public boolean isField() {
            return style.startsWith("field ");
        }

        public String of() {
            return style.substring(style.indexOf(' ') + 1);
        }
    }
}
