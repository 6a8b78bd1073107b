package io.orchestress.report.plot;

import io.orchestress.report.plot.Plot.Pin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Labels above a drawing, each in the lowest row in which it touches no other, even on a telephone. */
public final class Pins {
    static final int ROW = 19;

    /** Width of a drawing on a telephone, and of a character and what lies around a text, in pixels. */
    private static final double NARROWEST = 290;

    private static final double CHARACTER = 6.4;
    private static final double AROUND = 16;

    private record Wish(double at, String text, String style, String tip) {
        double width() {
            return (text.codePointCount(0, text.length()) * CHARACTER + AROUND) / NARROWEST;
        }

        String anchor() {
            return at - width() / 2 < 0 ? "start" : at + width() / 2 > 1 ? "end" : "middle";
        }

        double left() {
            return switch (anchor()) {
                case "start" -> at;
                case "end" -> at - width();
                default -> at - width() / 2;
            };
        }
    }

    private final List<Wish> wishes = new ArrayList<>();

    /** @param at from 0 to 1 */
    public Pins add(double at, String text, String style, String tip) {
        wishes.add(new Wish(at, text, style, tip));
        return this;
    }

    public List<Pin> placed() {
        List<Double> ends = new ArrayList<>();
        List<Pin> pins = new ArrayList<>();
        for (Wish wish :
                wishes.stream().sorted(Comparator.comparingDouble(Wish::left)).toList()) {
            int row = 0;
            while (row < ends.size() && ends.get(row) > wish.left()) {
                row++;
            }
            double end = wish.left() + wish.width();
            if (row == ends.size()) {
                ends.add(end);
            } else {
                ends.set(row, end);
            }
            pins.add(new Pin(Scale.percent(wish.at()), row, wish.text(), wish.style(), wish.anchor(), wish.tip()));
        }
        return pins;
    }
}
