package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.InjectorHealth;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.stats.noise.Robust;
import io.orchestress.testkit.StartedRun;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What earlier runs tell of the noise, and which of them tell it. */
class EarlierRunsTest {
    private static final RunRecord.Environment HERE = machine("Xeon", 2);
    private static final RunRecord CANDIDATE = run(100, 100, HERE);
    private final SplittableRandom random = new SplittableRandom(12);

    @Test
    void theNoiseIsHowMuchTheyDiffer() {
        double[] typical = EarlierRuns.of(CANDIDATE, runs(24, 0.05, i -> 1.0)).of("typical");
        assertThat(typical).hasSize(24);
        assertThat(Robust.madScale(typical, 0)).isBetween(0.025, 0.085);
    }

    /** A step of 30 % between the runs is a change and no noise: it made the noise three times as large, and hid what was a third of it. */
    @Test
    void aChangeOfLevelIsNoNoise() {
        double[] typical = EarlierRuns.of(CANDIDATE, runs(24, 0.03, i -> i < 12 ? 1.0 : 1.3))
                .of("typical");
        assertThat(Robust.madScale(typical, 0)).isLessThan(0.06);
    }

    /** One slow run, or three of thirty, do not make the others noisy. */
    @Test
    void aDisturbedRunIsNotTheNoiseOfTheOthers() {
        double[] typical = EarlierRuns.of(CANDIDATE, runs(24, 0.03, i -> i % 9 == 4 ? 3.0 : 1.0))
                .of("typical");
        assertThat(Robust.madScale(typical, 0)).isLessThan(0.06);
    }

    @Test
    void runsOfOtherMachinesAndRunsThatDoNotCountTellNothing() {
        List<RunRecord> here = runs(10, 0.03, i -> 1.0);
        List<RunRecord> all = new ArrayList<>(here);
        all.addAll(changed(here, run -> with(run, machine("M2", 2))));
        all.addAll(changed(here, run -> with(run, machine("Xeon", 8))));
        // What machine it was is not known.
        all.addAll(changed(here, run -> with(run, new RunRecord.Environment("", "", "", 2, 1, 1, 1, 0, ""))));
        all.addAll(changed(here, run -> run.withStatus(RunStatus.ABORTED)));
        all.addAll(changed(
                here,
                run -> run.withInjector(new InjectorHealth(
                        Outcome.FAIL, 1.0, 200.0, null, null, 0, 0, 0, List.of("loop-lag 200 ms"), null, null))));
        all.addAll(changed(here, run -> run.withResults(null, null, List.of(), null, null, null, 0)));
        assertThat(EarlierRuns.of(CANDIDATE, all).of("typical")).hasSize(10);
        assertThat(EarlierRuns.of(CANDIDATE, List.of()).of("typical")).isEmpty();
    }

    @Test
    void theLatestThirtyCount() {
        assertThat(EarlierRuns.of(CANDIDATE, runs(50, 0.03, i -> 1.0)).of("typical"))
                .hasSize(30);
    }

    /** Runs of one value, and runs whose times are no numbers: nothing is divided by zero, and a run without numbers does not count. */
    @Test
    void constantsAndNoNumbers() {
        assertThat(EarlierRuns.of(CANDIDATE, runs(12, 0, i -> 1.0)).of("typical"))
                .containsOnly(0.0);
        List<RunRecord> broken = new ArrayList<>(runs(12, 0.03, i -> 1.0));
        broken.add(run(13, Double.NaN, HERE));
        assertThat(EarlierRuns.of(CANDIDATE, broken).of("typical")).hasSize(12);
        assertThat(EarlierRuns.of(CANDIDATE, broken).of("error-rate")).hasSize(12);
    }

    /** One value of two phases and requests: the weights are the same for every run, so that other shares are no other level. */
    @Test
    void everyRunHasTheSameWeights() {
        RunRecord even = run(1, 100, HERE);
        RunRecord odd = run(2, 100, HERE);
        Map<String, double[]> figures = PastValues.of(List.of(even, odd));
        assertThat(figures.get("typical")[0]).isCloseTo(figures.get("typical")[1], within(1e-12));
        assertThat(figures).containsKeys("mean", "p50", "p90", "p95", "p99", "throughput", "error-rate");
    }

    private interface Level {
        double of(int run);
    }

    private List<RunRecord> runs(int count, double noise, Level level) {
        List<RunRecord> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(run(i, 100 * level.of(i) * Math.exp(noise * random.nextGaussian()), HERE));
        }
        return runs;
    }

    private static List<RunRecord> changed(List<RunRecord> runs, UnaryOperator<RunRecord> change) {
        return runs.stream().map(change).toList();
    }

    /** Of two requests, the second ten times as slow, and more of them in odd runs. */
    private static RunRecord run(int number, double millis, RunRecord.Environment machine) {
        long second = number % 2 == 0 ? 300 : 700;
        RequestResult quick = result("quick", 1000, millis);
        RequestResult slow = result("slow", second, 10 * millis);
        PhaseResult phase = new PhaseResult(
                "steady",
                PhaseKind.STEADY,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                60,
                result("*", 1000 + second, millis),
                List.of(quick, slow));
        RunRecord started = StartedRun.of("run-" + number);
        return with(
                started.withStatus(RunStatus.COMPLETED)
                        .withResults(null, null, List.of(phase), result("*", 1000, millis), null, null, 0),
                machine,
                Instant.EPOCH.plusSeconds(3600L * number));
    }

    private static RequestResult result(String name, long count, double millis) {
        long micros = Double.isNaN(millis) ? 0 : Math.round(1000 * millis);
        Latency latency = new Latency(
                micros,
                1000 * millis,
                micros,
                micros,
                micros,
                2 * micros,
                2 * micros,
                3 * micros,
                3 * micros,
                3 * micros);
        return new RequestResult(name, count, count - 1, 1, 0, count / 60.0, Map.of(), latency, latency, null, 0, 0, 1);
    }

    private static RunRecord.Environment machine(String model, int cpus) {
        return new RunRecord.Environment(
                "Linux", "amd64", "17", cpus, 8L << 30, 4L << 30, 1L << 30, 0.5, "3", null, null, null, null, null,
                model, null, cpus, "aaaa");
    }

    private static RunRecord with(RunRecord run, RunRecord.Environment machine) {
        return with(run, machine, run.startedAt());
    }

    private static RunRecord with(RunRecord r, RunRecord.Environment machine, Instant startedAt) {
        return new RunRecord(
                r.schemaVersion(),
                r.toolVersion(),
                r.runId(),
                r.simulation(),
                r.workload(),
                r.profile(),
                r.model(),
                r.paceMillis(),
                r.status(),
                r.endReason(),
                r.target(),
                startedAt,
                r.loadStartedAt(),
                r.endedAt(),
                r.plan(),
                r.phases(),
                r.afterPlan(),
                r.totals(),
                r.agents(),
                r.resources(),
                r.overRange(),
                r.breaker(),
                r.verdict(),
                r.comparison(),
                r.planning(),
                r.injector(),
                r.profiles(),
                r.issues(),
                machine,
                r.configuration(),
                r.said(),
                r.apdexMillis(),
                r.stressKind(),
                r.bothSides(),
                r.answers(),
                r.orphans(),
                r.tenants());
    }
}
