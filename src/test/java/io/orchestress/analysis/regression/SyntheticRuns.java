package io.orchestress.analysis.regression;

import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.StartedRun;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Runs drawn from a law: three requests with lognormal latencies in one steady phase, all made slower or faster together from
 * second to second by an autoregressive process of first order, and from run to run by one normal draw, both on the logarithm.
 *
 * @param seconds of the phase
 * @param perSecond requests a second, Poisson
 * @param correlation of the process from one second to the next
 * @param wander standard deviation of the process
 * @param runNoise standard deviation from run to run
 * @param slower factor on all latencies
 * @param failures share of failed requests
 */
public record SyntheticRuns(
        double seconds,
        double perSecond,
        double correlation,
        double wander,
        double runNoise,
        double slower,
        double failures) {

    /** A quick LoadTest of the embedded orchestrator, more or less. */
    public static final SyntheticRuns QUICK = new SyntheticRuns(44, 34, 0.7, 0.06, 0.03, 1, 0);

    private static final Map<String, Double> MEDIAN_MILLIS = Map.of("short", 25.0, "common", 50.0, "long", 150.0);
    private static final Map<String, Double> SHARE = Map.of("short", 0.25, "common", 0.45, "long", 0.3);
    private static final double SIGMA = 0.8;

    public SyntheticRuns slower(double factor) {
        return new SyntheticRuns(seconds, perSecond, correlation, wander, runNoise, factor, failures);
    }

    public SyntheticRuns withRunNoise(double noise) {
        return new SyntheticRuns(seconds, perSecond, correlation, wander, noise, slower, failures);
    }

    public SyntheticRuns lasting(double newSeconds) {
        return new SyntheticRuns(newSeconds, perSecond, correlation, wander, runNoise, slower, failures);
    }

    public SyntheticRuns failing(double share) {
        return new SyntheticRuns(seconds, perSecond, correlation, wander, runNoise, slower, share);
    }

    /** One run of its own. */
    public RunBlocks draw(SplittableRandom random, RegressionLimits limits) {
        RunBlocks run = new RunBlocks(record(), limits.shortestBlockSeconds());
        if (run.phaseList().isEmpty()) {
            return run;
        }
        RunBlocks.Phase phase = run.phaseList().get(0);
        double ofRun = runNoise * random.nextGaussian() + Math.log(slower);
        double state = wander * random.nextGaussian();
        for (int second = 0; second < seconds; second++) {
            state = correlation * state + wander * Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            int block = phase.blockAt(second + 0.5);
            long requests = Math.round(perSecond + Math.sqrt(perSecond) * random.nextGaussian());
            for (long i = 0; i < requests; i++) {
                if (random.nextDouble() < failures) {
                    phase.count(RunBlocksReader.FAILED, block, 1);
                    continue;
                }
                String request = request(random.nextDouble());
                double millis = MEDIAN_MILLIS.getOrDefault(request, 0.0)
                        * Math.exp(ofRun + state + SIGMA * random.nextGaussian());
                int bucket = LatencyBuckets.indexOf(Math.max(1, Math.round(millis * 1000)));
                phase.add(RunBlocksReader.LATENCY + request, block, counts -> counts.add(bucket, 1));
                phase.count(RunBlocksReader.OK, block, 1);
            }
        }
        return run;
    }

    private static String request(double at) {
        double share = SHARE.getOrDefault("short", 0.0);
        return at < share ? "short" : at < share + SHARE.getOrDefault("common", 0.0) ? "common" : "long";
    }

    private RunRecord record() {
        RunRecord started = StartedRun.of("synthetic");
        PhaseResult phase = new PhaseResult(
                "steady",
                PhaseKind.STEADY,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                seconds,
                new io.orchestress.record.RequestResult("*", 0, 0, 0, 0, 0, Map.of(), null, null, null, 0, 0, 0),
                List.of());
        return started.withResults(null, null, List.of(phase), null, null, null, 0);
    }
}
