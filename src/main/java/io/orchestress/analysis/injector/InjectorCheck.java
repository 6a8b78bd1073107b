package io.orchestress.analysis.injector;

import io.orchestress.analysis.disturbance.Disturbances;
import io.orchestress.analysis.disturbance.Disturbances.Stretch;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.InjectorHealth.Broken;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.stats.Wilson;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What tells an injector that was too slow from one that stumbled. A mean over the whole run, or over five seconds at least, is no
 * stumble. Of what is told by its worst, the seconds are counted that were beyond the limit: the run is not believed when they are five or
 * more, and so many that their share is above the allowed one at 97.5 % (lower end of Wilson's interval). Fewer are a warning.
 *
 * <p>What came while others had the machine is left out and judged again: what then is no longer the same was not the injector's.
 */
final class InjectorCheck {
    private static final int LEAST = InjectorLimits.LEAST_SECONDS;

    /** One second is a pause of its garbage collector. */
    private static final int LEAST_STUMBLES = 2;

    /** Seconds of which half can be unread for another reason than that their ends fell just outside. */
    private static final double LEAST_TO_READ = 3;

    private final InjectorLimits limits;
    private final int cpus;
    private final Disturbances disturbances;
    private final List<BrokenLimit> findings = new ArrayList<>();

    private InjectorCheck(Disturbances disturbances, InjectorLimits limits, int cpus) {
        this.disturbances = disturbances;
        this.limits = limits;
        this.cpus = cpus;
    }

    /**
     * Limits that were broken, worst first.
     *
     * @param byPhase judged phases
     * @param driven what of the run is judged
     * @param cpus that share of CPU is a share of
     */
    static List<BrokenLimit> of(
            InjectorReadings all,
            Map<String, InjectorReadings> byPhase,
            List<Stretch> driven,
            PlannedArrivals arrivals,
            UnsentLoad missing,
            Disturbances disturbances,
            InjectorLimits limits,
            int cpus) {
        InjectorCheck judgement = new InjectorCheck(disturbances, limits, cpus);
        judgement.cpu(all, byPhase);
        judgement.lag(all);
        judgement.starts(all);
        judgement.gc(all);
        judgement.arrivals(all, arrivals);
        judgement.host(all);
        judgement.watch(all, driven);
        judgement.notSent(missing.notSent());
        judgement.simulation(missing.simulation());
        judgement.findings.sort(BrokenLimit.WORST_FIRST);
        return judgement.findings;
    }

    private void cpu(InjectorReadings all, Map<String, InjectorReadings> byPhase) {
        double mean = all.cpu(cpus, LEAST).orElse(0.0);
        if (mean > limits.cpu()) {
            share(Outcome.FAIL, "cpu", mean, limits.cpu(), "CPU %s, limit %s");
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
                        "CPU %s, limit %s, in phase '" + phase.getKey().replace("%", "%%") + "'"));
    }

    private void lag(InjectorReadings all) {
        TroubledSeconds lagging = all.lagging();
        TroubledSeconds own = lagging.own(disturbances);
        long seconds = all.lagReadings();
        double p99 = all.lagP99Millis().orElse(0.0);
        if (lagging.seconds() < LEAST_STUMBLES || p99 <= limits.loopLagMillis()) {
            return;
        }
        Outcome outcome = ofLag(lagging, seconds);
        boolean takenAway = own.seconds() < LEAST_STUMBLES || ofLag(own, seconds) != outcome;
        add(
                outcome,
                new Broken(takenAway ? InjectorHealth.TAKEN_AWAY : "loop-lag", p99, limits.loopLagMillis(), "ms"),
                "event-loop lag p99 %s, limit %s, exceeded in %d of %d s%s",
                Format.beside(p99, "ms", limits.loopLagMillis()),
                Format.limit(limits.loopLagMillis(), "ms"),
                lagging.seconds(),
                seconds,
                disturbed(lagging, own));
    }

    private static Outcome ofLag(TroubledSeconds lagging, long seconds) {
        boolean sustained = lagging.seconds() >= LEAST
                && Wilson.of(lagging.seconds(), seconds).from() > InjectorLimits.BEYOND_PERCENTILE;
        return sustained ? Outcome.FAIL : Outcome.WARN;
    }

    private static String disturbed(TroubledSeconds all, TroubledSeconds own) {
        long disturbed = all.seconds() - own.seconds();
        return disturbed == 0
                ? ""
                : ", " + (own.seconds() == 0 ? "all" : Long.toString(disturbed)) + " of them during a disturbance";
    }

    private void starts(InjectorReadings all) {
        TroubledSeconds late = all.late();
        TroubledSeconds own = late.own(disturbances);
        long due = all.starts();
        if (due == 0 || (double) late.times() / due <= limits.lateShare()) {
            standstill(all, due);
            return;
        }
        Outcome outcome = ofLateness(late, due);
        boolean takenAway = (double) own.times() / due <= limits.lateShare() || ofLateness(own, due) != outcome;
        share(
                outcome,
                takenAway ? InjectorHealth.TAKEN_AWAY : "late-starts",
                (double) late.times() / due,
                limits.lateShare(),
                "late starts %s, limit %s, in " + late.seconds() + " s" + disturbed(late, own));
    }

    private Outcome ofLateness(TroubledSeconds late, long due) {
        boolean sustained =
                late.seconds() >= LEAST && Wilson.of(late.times(), due).from() > limits.lateShare();
        return sustained ? Outcome.FAIL : Outcome.WARN;
    }

    /** Too few starts to doubt the run, and enough of them, late enough, to be its slowest requests. */
    private void standstill(InjectorReadings all, long due) {
        double worst = all.lateWorstMillis();
        double limit = InjectorLimits.STANDSTILL * limits.lateStartMillis();
        double share = due == 0 ? 0 : (double) all.lateStarts() / due;
        if (worst >= limit && share > InjectorLimits.STANDSTILL_SHARE) {
            add(
                    Outcome.WARN,
                    new Broken(
                            all.late().own(disturbances).times() == 0 ? InjectorHealth.TAKEN_AWAY : "standstill",
                            worst,
                            limit,
                            "ms"),
                    "it paused: %s of its starts were late, by up to %s; corrected latencies include this delay",
                    Format.percent(share),
                    Format.of(worst, "ms"));
        }
    }

    private void gc(InjectorReadings all) {
        double pause = all.gcPause().of(LEAST).orElse(0.0);
        if (pause > InjectorLimits.GC_PAUSE) {
            share(
                    Outcome.FAIL,
                    "gc-pause",
                    pause,
                    InjectorLimits.GC_PAUSE,
                    "garbage collection %s of the time, limit %s");
        }
    }

    private void arrivals(InjectorReadings all, PlannedArrivals arrivals) {
        long due = all.starts() + all.dropped();
        double dropped = due == 0 ? 0 : (double) all.dropped() / due;
        if (dropped > InjectorLimits.MISSING_WARN) {
            share(
                    dropped > InjectorLimits.MISSING_FAIL ? Outcome.FAIL : Outcome.WARN,
                    "dropped",
                    dropped,
                    InjectorLimits.MISSING_WARN,
                    "dropped arrivals %s, limit %s");
        }
        double missing = arrivals.missing();
        if (missing > InjectorLimits.MISSING_WARN) {
            share(
                    isBusy(all) ? Outcome.FAIL : Outcome.WARN,
                    onlyTakenAway(all) ? InjectorHealth.TAKEN_AWAY : "arrivals",
                    missing,
                    InjectorLimits.MISSING_WARN,
                    "missing arrivals %s of the plan, limit %s");
        }
    }

    /** It reads itself each second, and who comes to that in less than half of them has no time for its load either. */
    private void watch(InjectorReadings all, List<Stretch> driven) {
        double seconds = driven.stream()
                .mapToDouble(stretch -> Math.max(0, stretch.toSeconds() - stretch.fromSeconds()))
                .sum();
        double unread = 1 - all.seconds() / Math.floor(seconds);
        if (seconds >= LEAST_TO_READ && all.seconds() > 0 && unread > InjectorLimits.UNREAD) {
            share(
                    Outcome.WARN,
                    disturbances.of(driven).isDisturbed() ? InjectorHealth.TAKEN_AWAY : "unread",
                    unread,
                    InjectorLimits.UNREAD,
                    "seconds without a reading %s, limit %s");
        }
    }

    private void notSent(UnsentRequests requests) {
        if (requests.count() > 0) {
            add(
                    requests.share() > InjectorLimits.MISSING_WARN ? Outcome.FAIL : Outcome.WARN,
                    new Broken(InjectorHealth.NOT_SENT, 100 * requests.share(), 100 * InjectorLimits.MISSING_WARN, "%"),
                    "requests not sent %s (%s), limit %s: %s",
                    Format.count(requests.count()),
                    Format.beside(requests.share(), "ratio", InjectorLimits.MISSING_WARN),
                    Format.limit(InjectorLimits.MISSING_WARN, "ratio"),
                    requests.why());
        }
    }

    private void simulation(UnsentRequests failed) {
        if (failed.count() > 0) {
            add(
                    failed.share() > InjectorLimits.MISSING_WARN ? Outcome.FAIL : Outcome.WARN,
                    new Broken(InjectorHealth.SIMULATION, 100 * failed.share(), 100 * InjectorLimits.MISSING_WARN, "%"),
                    "failures in the simulation's code %s (%s of the load), limit %s: %s",
                    Format.count(failed.count()),
                    Format.beside(failed.share(), "ratio", InjectorLimits.MISSING_WARN),
                    Format.limit(InjectorLimits.MISSING_WARN, "ratio"),
                    failed.why());
        }
    }

    /** Half-way to any of its limits: arrivals that are missing are then likely missing for want of it. */
    private boolean isBusy(InjectorReadings all) {
        double late = all.starts() == 0 ? 0 : (double) all.lateStarts() / all.starts();
        return all.cpu(cpus, 1).orElse(0.0) > limits.cpu() / 2
                || all.lagP99Millis().orElse(0.0) > limits.loopLagMillis() / 2
                || late > limits.lateShare() / 2;
    }

    /** Whether it was late at all, and never but while others had its machine. */
    private boolean onlyTakenAway(InjectorReadings all) {
        return all.lagging().seconds() + all.late().seconds() > 0
                && all.lagging().own(disturbances).seconds()
                                + all.late().own(disturbances).seconds()
                        == 0
                && all.cpu(cpus, 1).orElse(0.0) <= limits.cpu();
    }

    private void host(InjectorReadings all) {
        double host = all.hostCpu().of(LEAST).orElse(0.0);
        if (host > InjectorLimits.HOST_CPU) {
            String who = all.targetCpu().count() > 0 ? "shared with the target" : "used by others too";
            share(
                    Outcome.WARN,
                    InjectorHealth.HOST_CPU,
                    host,
                    InjectorLimits.HOST_CPU,
                    "host CPU %s, limit %s (" + who + ")");
        }
    }

    /** @param phrase with two places: for the share, and for its limit */
    private void share(Outcome outcome, String name, double share, double limit, String phrase) {
        add(
                outcome,
                new Broken(name, 100 * share, 100 * limit, "%"),
                phrase,
                Format.beside(share, "ratio", limit),
                Format.limit(limit, "ratio"));
    }

    private void add(Outcome outcome, Broken broken, String phrase, Object... figures) {
        findings.add(new BrokenLimit(outcome, broken, phrase.formatted(figures)));
    }
}
