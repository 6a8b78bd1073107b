package io.orchestress.engine;

import io.orchestress.text.Format;
import java.io.PrintStream;
import java.util.Locale;

/**
 * One calm line every few seconds:
 *
 * <pre>
 *  14 s/60 s  spike        users  180  req/s    412.5  p95    240 ms  errors   0.0 %  in flight   31  breaker closed
 * </pre>
 *
 * Percentiles are the worst second's since the line before; the rest is the mean over that time.
 */
public final class ProgressConsole {
    private final PrintStream out;
    private final int totalSeconds;
    private final double intervalSeconds;
    private double lineStart;
    private long ended;
    private long failed;
    private long worstP95Micros;

    /** @param intervalSeconds between two lines */
    public ProgressConsole(PrintStream out, int totalSeconds, double intervalSeconds) {
        this.out = out;
        this.totalSeconds = totalSeconds;
        this.intervalSeconds = intervalSeconds;
    }

    void second(double nowSeconds, SecondsRecorder.Summary second, String breaker) {
        ended += second.ended();
        failed += second.failed();
        worstP95Micros = Math.max(worstP95Micros, second.p95Micros());
        if (nowSeconds - lineStart < intervalSeconds - 0.1) {
            return;
        }
        say(String.format(
                Locale.ROOT,
                "%4s s/%d s  %-12s users %4d  req/s %8s  p95 %10s  errors %8s  in flight %4d  breaker %s",
                Format.fixed(nowSeconds, 0),
                totalSeconds,
                second.phase(),
                second.users(),
                Format.number(ended / (nowSeconds - lineStart)),
                ended == 0 ? Format.NONE : Format.latency(worstP95Micros),
                Format.percent(ended == 0 ? 0 : (double) failed / ended),
                second.inFlight(),
                breaker));
        lineStart = nowSeconds;
        ended = 0;
        failed = 0;
        worstP95Micros = 0;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
