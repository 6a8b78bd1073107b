package io.orchestress.engine;

import io.orchestress.text.Format;
import io.orchestress.text.ProgressLine;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a run goes, on the console. A line every few seconds:
 *
 * <pre>
 *  14 s/60 s  spike        users  180  req/s    412.5  p95    240 ms  errors   0.0 %  in flight   31  breaker closed
 * </pre>
 *
 * or, on a terminal, one in place, and such a line for each phase that is over. Percentiles are the worst second's of the time that the
 * line stands for; users and requests in flight are those at its end; the rest is the mean over that time.
 */
public final class ProgressConsole {
    private static final String OFF = "off";
    private static final String CLOSED = "closed";

    private final ProgressView view;
    private final LivePlan plan;
    private final double intervalSeconds;
    private Stretch interval = new Stretch(0);
    private Stretch phase = new Stretch(0);
    private SecondsRecorder.@Nullable Summary last;
    private List<String> figures = List.of();
    private String breaker = OFF;
    private double lastSeconds;

    /** What ended since a moment. */
    private static final class Stretch {
        private final double startSeconds;
        private long ended;
        private long failed;
        private long worstP95Micros;

        Stretch(double startSeconds) {
            this.startSeconds = startSeconds;
        }

        void add(SecondsRecorder.Summary second) {
            ended += second.ended();
            failed += second.failed();
            worstP95Micros = Math.max(worstP95Micros, second.p95Micros());
        }

        String rate(double nowSeconds) {
            return Format.number(ended / (nowSeconds - startSeconds));
        }

        String p95() {
            return ended == 0 ? Format.NONE : Format.latency(worstP95Micros);
        }

        String errors() {
            return Format.percent(ended == 0 ? 0 : (double) failed / ended);
        }
    }

    /** @param intervalSeconds between two lines */
    public ProgressConsole(ProgressView view, LivePlan plan, double intervalSeconds) {
        this.view = view;
        this.plan = plan;
        this.intervalSeconds = intervalSeconds;
    }

    synchronized void second(double nowSeconds, SecondsRecorder.Summary second, String breakerState) {
        SecondsRecorder.Summary before = last;
        if (before != null && !before.phase().equals(second.phase())) {
            endPhase(before);
        }
        interval.add(second);
        phase.add(second);
        last = second;
        lastSeconds = nowSeconds;
        breaker = breakerState;
        boolean over = nowSeconds - interval.startSeconds >= intervalSeconds - 0.1;
        if (over || figures.isEmpty()) {
            figures = figures(nowSeconds, second);
        }
        if (over) {
            view.interval(second.phase(), line(interval, second));
            interval = new Stretch(nowSeconds);
        }
        view.second(new ProgressLine(
                nowSeconds / totalSeconds(), nowSeconds, name(second.phase()), time(nowSeconds), figures));
    }

    synchronized void say(String line) {
        view.say(line);
    }

    /** The load has ended. */
    synchronized void ends() {
        if (last != null) {
            endPhase(last);
            last = null;
        }
        view.ends();
    }

    private void endPhase(SecondsRecorder.Summary lastSecond) {
        view.phaseEnds(
                line(phase, lastSecond),
                List.of(
                        elapsed() + String.format(Locale.ROOT, "  %-12s", lastSecond.phase()),
                        String.format(Locale.ROOT, "%8s/s", phase.rate(lastSeconds)),
                        String.format(Locale.ROOT, "p95 %8s", phase.p95()),
                        String.format(Locale.ROOT, "errors %7s", phase.errors()),
                        Format.count(lastSecond.users(), "user"),
                        isQuiet() ? "" : "breaker " + breaker));
        phase = new Stretch(lastSeconds);
    }

    /** As far as is known now; a plan that grows is over by then, and may be earlier. */
    private int totalSeconds() {
        return plan.isComplete() ? plan.plan().totalSeconds() : plan.longestSeconds();
    }

    private String line(Stretch stretch, SecondsRecorder.Summary second) {
        return String.format(
                Locale.ROOT,
                "%s  %-12s users %4d  req/s %8s  p95 %10s  errors %8s  in flight %4d  breaker %s",
                elapsed(),
                second.phase(),
                second.users(),
                stretch.rate(lastSeconds),
                stretch.p95(),
                stretch.errors(),
                second.inFlight(),
                breaker);
    }

    private String elapsed() {
        return String.format(Locale.ROOT, "%4s s/%d s", Format.fixed(lastSeconds, 0), totalSeconds());
    }

    private boolean isQuiet() {
        return breaker.equals(CLOSED) || breaker.equals(OFF);
    }

    /** What matters most first; a breaker that is closed does not. */
    private List<String> figures(double nowSeconds, SecondsRecorder.Summary second) {
        List<String> told = new ArrayList<>();
        if (!isQuiet()) {
            told.add("breaker " + breaker);
        }
        told.add(interval.rate(nowSeconds) + "/s");
        told.add("p95 " + interval.p95());
        told.add("errors " + interval.errors());
        told.add(Format.count(second.users(), "user"));
        told.add(Format.count(second.inFlight()) + " in flight");
        if (isQuiet()) {
            told.add("breaker " + breaker);
        }
        return told;
    }

    private String name(String phaseName) {
        List<String> names = plan.plan().phases().stream().map(Phase::name).toList();
        int place = names.indexOf(phaseName) + 1;
        return place == 0 || names.size() == 1 || !plan.isComplete()
                ? phaseName
                : phaseName + " (" + place + " of " + names.size() + ")";
    }

    private String time(double nowSeconds) {
        double left = totalSeconds() - nowSeconds;
        if (left < 0.5) {
            return "waiting for responses";
        }
        return (plan.isComplete() ? "" : "at most ") + ProgressLine.left(left - 0.1);
    }
}
