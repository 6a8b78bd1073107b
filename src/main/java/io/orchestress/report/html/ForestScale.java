package io.orchestress.report.html;

import io.orchestress.record.Comparison.Change;
import io.orchestress.report.ChangeLine;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a change lies in the forest plot: worse to the right, whichever way the figure counts; the scale is
 * {@code asinh(share ÷ 0.05)}, even near zero and logarithmic further out, so that 2 % and 200 % are both seen.
 */
final class ForestScale {
    private static final double LINEAR = 0.05;
    private static final double[] STEPS = {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};
    private static final double LEAST = 0.1;

    private final double better;
    private final double worse;

    private ForestScale(double better, double worse) {
        this.better = better;
        this.worse = worse;
    }

    /** Wide enough for every interval and tolerance, up to ten times as bad; what lies beyond is cut. */
    static ForestScale of(List<Change> changes) {
        double better = LEAST;
        double worse = LEAST;
        for (Change change : changes) {
            if (change.isPoints()) {
                continue;
            }
            worse = Math.max(worse, change.tolerance());
            better = Math.max(better, Math.min(1, change.tolerance()));
            for (Double share : new Double[] {change.change(), change.from(), change.to()}) {
                if (share != null && Double.isFinite(share)) {
                    worse = Math.max(worse, ChangeLine.worse(change, share));
                    better = Math.max(better, -ChangeLine.worse(change, share));
                }
            }
        }
        return new ForestScale(step(better), step(worse));
    }

    private static double step(double share) {
        for (double step : STEPS) {
            if (share <= step) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }

    /** @param at of the axis, from the left; @param text of the tick, without sign */
    record Tick(String at, String text, boolean zero) {}

    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        for (int i = STEPS.length - 1; i >= 0; i--) {
            if (STEPS[i] <= better && labelled(STEPS[i], better)) {
                ticks.add(tick(-STEPS[i]));
            }
        }
        ticks.add(new Tick(at(0), "0", true));
        for (double step : STEPS) {
            if (step <= worse && labelled(step, worse)) {
                ticks.add(tick(step));
            }
        }
        return ticks;
    }

    /** Of a wide axis every other step, so that the texts have room. */
    private static boolean labelled(double step, double end) {
        return end <= 0.2 || step == 0.1 || step == 0.5 || step == 2 || step == 10;
    }

    private Tick tick(double share) {
        return new Tick(at(share), Format.limit(Math.abs(share), "ratio"), false);
    }

    /** Percent of the width of a change for the worse; beyond the ends it is the end. */
    String at(double share) {
        return percent(position(share));
    }

    /** Whether the end of an interval lies beyond the axis. */
    boolean isCut(double share) {
        return share > worse * 1.0001 || share < -better * 1.0001;
    }

    private double position(double share) {
        double low = bent(-better);
        double high = bent(worse);
        return (bent(Math.max(-better, Math.min(worse, share))) - low) / (high - low);
    }

    /** asinh: 0 at 0, odd. */
    private static double bent(double share) {
        double x = Math.abs(share) / LINEAR;
        return Math.copySign(Math.log(x + Math.sqrt(x * x + 1)), share);
    }

    static String percent(double position) {
        return String.format(Locale.ROOT, "%.2f%%", 4 + 92 * position);
    }
}
