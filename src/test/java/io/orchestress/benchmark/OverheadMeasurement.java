package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.benchmark.SpeedPairs.Pair;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What measuring costs: the same closed loop at saturation, by plain Gatling and by ours. Beside it the processor time of the load generator, of its event loops
 * and of all its threads.
 */
public final class OverheadMeasurement {
    private OverheadMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("users", 64, "seconds", 20, "ignored", 5, "pairs", 7, "together", 0));
        List<Pair> pairs = new SpeedPairs(
                        "plain", "ours", options, (name, folder) -> new LoopSide(name.equals("plain"), folder))
                .pairs();
        result(
                "overhead: requests/s, median of ours ÷ plain %.3f, lowest %.3f, highest %.3f, of %d pairs;"
                        + " event loops' time of a request, median of ours − plain %.1f µs",
                SpeedPairs.median(pairs, Pair::speedRatio),
                pairs.stream().mapToDouble(Pair::speedRatio).min().orElseThrow(),
                pairs.stream().mapToDouble(Pair::speedRatio).max().orElseThrow(),
                pairs.size(),
                SpeedPairs.median(
                        pairs, pair -> pair.after().cpuMicros() - pair.before().cpuMicros()));
    }
}
