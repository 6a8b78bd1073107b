package io.orchestress.analysis.injector;

import io.orchestress.analysis.Wilson;
import io.orchestress.run.InjectorHealth.Broken;
import io.orchestress.run.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What tells an injector that was too slow from one that stumbled. A mean over the whole run, or over five seconds at least, is no
 * stumble. Of what is told by its worst, the seconds are counted that were beyond the limit: the run is not believed when they are five or
 * more, and so many that their share is above the allowed one at 97.5 % (lower end of Wilson's interval). Fewer are a warning.
 */
final class Judgement {
    private static final int LEAST = InjectorLimits.LEAST_SECONDS;

    private final InjectorLimits limits;
    private final int cpus;
    private final List<Finding> findings = new ArrayList<>();

    private Judgement(InjectorLimits limits, int cpus) {
        this.limits = limits;
        this.cpus = cpus;
    }

    /**
     * Limits that were broken, worst first.
     *
     * @param byPhase judged phases
     * @param cpus that share of CPU is a share of
     */
    static List<Finding> of(
            Readings all,
            Map<String, Readings> byPhase,
            Arrivals arrivals,
            NotSent notSent,
            InjectorLimits limits,
            int cpus) {
        Judgement judgement = new Judgement(limits, cpus);
        judgement.cpu(all, byPhase);
        judgement.lag(all);
        judgement.starts(all);
        judgement.gc(all);
        judgement.arrivals(all, arrivals);
        judgement.host(all);
        judgement.notSent(notSent);
        judgement.findings.sort(Finding.WORST_FIRST);
        return judgement.findings;
    }

    private void cpu(Readings all, Map<String, Readings> byPhase) {
        double mean = all.cpu(cpus, LEAST).orElse(0.0);
        if (mean > limits.cpu()) {
            share(Outcome.FAIL, "cpu", mean, limits.cpu(), "it used %s of its CPUs, limit %s");
            return;
        }
        byPhase.entrySet().stream()
                .map(phase -> Map.entry(
                        phase.getKey(), phase.getValue().cpu(cpus, LEAST).orElse(0.0)))
                .filter(phase -> phase.getValue() > limits.cpu())
                .max(Map.Entry.comparingByValue())
                .ifPresent(phase -> share(
                        Outcome.WARN,
                        "cpu",
                        phase.getValue(),
                        limits.cpu(),
                        "it used %s of its CPUs, limit %s, in phase '"
                                + phase.getKey().replace("%", "%%") + "'"));
    }

    private void lag(Readings all) {
        long beyond = all.laggingSeconds();
        long seconds = all.lagReadings();
        double p99 = all.lagP99Millis().orElse(0.0);
        if (beyond < 2 || p99 <= limits.loopLagMillis()) {
            return;
        }
        boolean sustained = beyond >= LEAST && Wilson.of(beyond, seconds).from() > InjectorLimits.BEYOND_PERCENTILE;
        add(
                sustained ? Outcome.FAIL : Outcome.WARN,
                new Broken("loop-lag", p99, limits.loopLagMillis(), "ms"),
                "tasks waited up to %.0f ms in its event loops (p99 over seconds), limit %.0f ms, beyond it in %d of %d s",
                p99,
                limits.loopLagMillis(),
                beyond,
                seconds);
    }

    private void starts(Readings all) {
        long due = all.starts();
        if (due == 0 || (double) all.lateStarts() / due <= limits.lateShare()) {
            standstill(all, due);
            return;
        }
        boolean sustained =
                all.lateSeconds() >= LEAST && Wilson.of(all.lateStarts(), due).from() > limits.lateShare();
        share(
                sustained ? Outcome.FAIL : Outcome.WARN,
                "late-starts",
                (double) all.lateStarts() / due,
                limits.lateShare(),
                "%s of its starts were late, limit %s, in " + all.lateSeconds() + " s");
    }

    /** Too few starts to doubt the run, and enough of them, late enough, to be its slowest requests. */
    private void standstill(Readings all, long due) {
        double worst = all.lateWorstMillis();
        double limit = InjectorLimits.STANDSTILL * limits.lateStartMillis();
        double share = due == 0 ? 0 : (double) all.lateStarts() / due;
        if (worst >= limit && share > InjectorLimits.STANDSTILL_SHARE) {
            add(
                    Outcome.WARN,
                    new Broken("standstill", worst, limit, "ms"),
                    "it stood still: %.2f %% of its starts were late, the worst by %.1f s, which is in the corrected latencies and not the target's",
                    100 * share,
                    worst / 1000);
        }
    }

    private void gc(Readings all) {
        double pause = all.gcPause().of(LEAST).orElse(0.0);
        if (pause > InjectorLimits.GC_PAUSE) {
            share(
                    Outcome.FAIL,
                    "gc-pause",
                    pause,
                    InjectorLimits.GC_PAUSE,
                    "it stood still for its garbage collector for %s of the time, limit %s");
        }
    }

    private void arrivals(Readings all, Arrivals arrivals) {
        long due = all.starts() + all.dropped();
        double dropped = due == 0 ? 0 : (double) all.dropped() / due;
        if (dropped > InjectorLimits.MISSING_WARN) {
            share(
                    dropped > InjectorLimits.MISSING_FAIL ? Outcome.FAIL : Outcome.WARN,
                    "dropped",
                    dropped,
                    InjectorLimits.MISSING_WARN,
                    "%s of the arrivals were dropped, limit %s");
        }
        double missing = arrivals.missing();
        if (missing > InjectorLimits.MISSING_WARN) {
            share(
                    isBusy(all) ? Outcome.FAIL : Outcome.WARN,
                    "arrivals",
                    missing,
                    InjectorLimits.MISSING_WARN,
                    "%s of the planned arrivals never came up, limit %s");
        }
    }

    private void notSent(NotSent requests) {
        if (requests.count() > 0) {
            add(
                    requests.share() > InjectorLimits.MISSING_WARN ? Outcome.FAIL : Outcome.WARN,
                    new Broken("not-sent", 100 * requests.share(), 100 * InjectorLimits.MISSING_WARN, "%"),
                    "%,d of its requests (%s) could not be sent, limit %s: %s",
                    requests.count(),
                    percent(requests.share()),
                    percent(InjectorLimits.MISSING_WARN),
                    requests.why());
        }
    }

    /** Half-way to any of its limits: arrivals that are missing are then likely missing for want of it. */
    private boolean isBusy(Readings all) {
        double late = all.starts() == 0 ? 0 : (double) all.lateStarts() / all.starts();
        return all.cpu(cpus, 1).orElse(0.0) > limits.cpu() / 2
                || all.lagP99Millis().orElse(0.0) > limits.loopLagMillis() / 2
                || late > limits.lateShare() / 2;
    }

    private void host(Readings all) {
        double host = all.hostCpu().of(LEAST).orElse(0.0);
        if (host > InjectorLimits.HOST_CPU) {
            String who = all.targetCpu().count() > 0 ? "which it shares with the target" : "which others use, too";
            share(
                    Outcome.WARN,
                    "host-cpu",
                    host,
                    InjectorLimits.HOST_CPU,
                    "%s of the CPUs of its machine, " + who + ", were in use, limit %s");
        }
    }

    /** @param phrase with two places: for the share, and for its limit */
    private void share(Outcome outcome, String name, double share, double limit, String phrase) {
        add(outcome, new Broken(name, 100 * share, 100 * limit, "%"), phrase, percent(share), percent(limit));
    }

    private void add(Outcome outcome, Broken broken, String phrase, Object... figures) {
        findings.add(new Finding(outcome, broken, String.format(Locale.ROOT, phrase, figures)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
