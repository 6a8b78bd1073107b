package io.orchestress.analysis;

import io.orchestress.analysis.gates.GateRule;
import io.orchestress.analysis.gates.Percentiles;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.AgentResults;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SeriesKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a record that has its results, of those series alone that some rules look at: the same as a whole {@link Analysis} has of them,
 * for a part of its time.
 */
public final class RecordedPercentiles {
    private final List<GateRule> rules;
    private final Map<String, Map<String, RequestResult>> results = new HashMap<>();
    private final Map<String, SeriesSamples> phases = new LinkedHashMap<>();
    private final Set<String> load = new HashSet<>();
    private final Map<SeriesKey, Boolean> wanted = new HashMap<>();

    private RecordedPercentiles(RunRecord run, List<GateRule> rules) {
        this.rules = rules;
        for (PhaseResult phase : run.phases()) {
            if (!phase.warmUp()) {
                Map<String, RequestResult> byRequest = new HashMap<>();
                phase.requests().forEach(request -> byRequest.put(request.name(), request));
                results.put(phase.name(), byRequest);
                phases.put(phase.name(), new SeriesSamples());
                if (phase.isLoad()) {
                    load.add(phase.name());
                }
            }
        }
    }

    /**
     * Reads them.
     *
     * @return empty when they contradict the results in {@code run.json}, which then are not to be believed
     * @throws io.orchestress.record.RecordException when the histograms cannot be read
     */
    public static Optional<Percentiles> of(RecordReader reader, List<GateRule> rules) {
        RunRecord run = reader.run();
        RecordedPercentiles read = new RecordedPercentiles(run, List.copyOf(rules));
        reader.forEachInterval(
                series -> read.wanted.computeIfAbsent(series, read::isWanted),
                interval -> read.phases
                        .getOrDefault(interval.series().phase(), new SeriesSamples())
                        .add(interval));
        return read.agrees(run) ? Optional.of(new SampledPercentiles(read.phases)) : Optional.empty();
    }

    private boolean isWanted(SeriesKey series) {
        Map<String, RequestResult> known = results.get(series.phase());
        if (known == null || !isLookedAt(series.phase(), series.metric())) {
            return false;
        }
        RequestResult result = known.get(series.request());
        return series.metric().isPresent()
                || (isCorrected(result) ? series.isCorrected() : result == null || series.isCount());
    }

    private boolean isLookedAt(String phase, Optional<String> metric) {
        return rules.stream().anyMatch(rule -> rule.looksAt(phase, load.contains(phase), metric));
    }

    private static boolean isCorrected(@Nullable RequestResult result) {
        return result != null && result.correctedLatencyMicros() != null;
    }

    private boolean agrees(RunRecord run) {
        return phases.keySet().stream()
                .allMatch(phase -> agreesOnRequests(phase) && agreesOnTimes(run.agents(), phase));
    }

    private boolean agreesOnRequests(String phase) {
        Map<String, Samples> read =
                phases.getOrDefault(phase, new SeriesSamples()).byRequest();
        Map<String, RequestResult> known = results.getOrDefault(phase, Map.of());
        if (!isLookedAt(phase, Optional.empty())) {
            return true;
        }
        return known.keySet().containsAll(read.keySet())
                && known.values().stream().allMatch(result -> {
                    Samples samples = read.getOrDefault(result.name(), new Samples());
                    return isCorrected(result)
                            ? isOf(samples.corrected(), result.correctedLatencyMicros())
                            : samples.all().total() == result.count() && isOf(samples.all(), result.latencyMicros());
                });
    }

    private boolean agreesOnTimes(@Nullable AgentResults agents, String phase) {
        Map<String, Map<String, LatencyCounts>> read =
                phases.getOrDefault(phase, new SeriesSamples()).agents().times();
        List<Times> known = agents == null
                ? List.of()
                : agents.phases().stream()
                        .filter(result -> result.phase().equals(phase))
                        .map(AgentResult::metrics)
                        .flatMap(List::stream)
                        .filter(times -> !times.request().equals(SeriesKey.ALL_REQUESTS)
                                && isLookedAt(phase, Optional.of(times.name())))
                        .toList();
        return known.size() == read.values().stream().mapToInt(Map::size).sum()
                && known.stream().allMatch(times -> isOf(counts(read, times), times.micros()));
    }

    private static LatencyCounts counts(Map<String, Map<String, LatencyCounts>> read, Times times) {
        return read.getOrDefault(times.name(), Map.of()).getOrDefault(times.request(), new LatencyCounts());
    }

    private static boolean isOf(LatencyCounts counts, @Nullable Latency recorded) {
        return recorded == null
                ? counts.isEmpty()
                : !counts.isEmpty() && counts.latency().hasPercentilesOf(recorded);
    }
}
