package io.orchestress.analysis;

import io.orchestress.analysis.fault.FaultEffects;
import io.orchestress.analysis.gates.Gates;
import io.orchestress.analysis.issues.ExampleTraces;
import io.orchestress.analysis.issues.IssueContext;
import io.orchestress.analysis.issues.Issues;
import io.orchestress.analysis.issues.LatencySeries;
import io.orchestress.analysis.orphan.OrphanAnalysis;
import io.orchestress.analysis.task.BothSidesAnalysis;
import io.orchestress.analysis.task.RightAnswers;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.Issue;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.observe.ConstantLoads;
import io.orchestress.record.observe.Observer;
import io.orchestress.record.sample.RunSamples;
import io.orchestress.record.sample.SampleFile;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Record in, findings out, in one pass over the histogram log.
 *
 * <p>What counts where:
 *
 * <ul>
 *   <li>A sample belongs to the phase in which its request started, and to the second in which it ended.
 *   <li>Requests still in flight when the load stopped (class {@code unfinished}) count as failed; the time they had been under
 *       way is in {@code latencyMicros}, as a lower bound of what they would have taken.
 *   <li>Throughput is requests divided by the seconds the phase was driven: its planned window, cut at the end of the run. That end
 *       is the end of the last interval, or of the last row of the time line when a hanging target answered nothing more.
 *   <li>Totals of the run leave warm-up phases out, and divide by the seconds of the others; so do the spectra. Time line and
 *       heat map show everything.
 *   <li>The {@code corrected} view and the times of agents are never added to any count.
 *   <li>What was measured of agents belongs to the phase in which its request, or its task, started.
 *   <li>What was read of resources belongs to the phase in which the middle of its second lies.
 *   <li>A phase that the run never came to is left out.
 *   <li>What started after the last phase is in the counts of the run's totals, and apart; in no rate, no latency and no phase.
 * </ul>
 */
public final class Analysis {
    private static final double SHORTEST_RUN_SECONDS = 0.001;

    private final RecordReader reader;
    private final AnalysisSettings settings;
    private final UnaryOperator<RunRecord> comparing;
    private final long apdexTargetMicros;
    private final RunSamples samples;
    private double lastRowSeconds = Double.NEGATIVE_INFINITY;
    private long overRange;
    private final Map<String, PhaseSamples> phases = new LinkedHashMap<>();
    private final Map<String, Samples> later = new LinkedHashMap<>();
    private final AgentSamples laterAgents = new AgentSamples();

    private Analysis(RecordReader reader, AnalysisSettings settings, UnaryOperator<RunRecord> comparing) {
        this.reader = reader;
        this.comparing = comparing;
        this.settings = settings;
        samples = SampleFile.read(reader.folder());
        this.apdexTargetMicros = settings.apdexTargetMillis() * 1000;
    }

    /**
     * Analyses an opened record.
     *
     * @throws io.orchestress.record.RecordException when the record cannot be read
     */
    public static Findings of(RecordReader reader, AnalysisSettings settings) {
        return of(reader, settings, UnaryOperator.identity());
    }

    /**
     * Analyses an opened record, and compares it before it is judged.
     *
     * @param comparing puts a comparison into the record, whose results are there; or leaves it as it is
     */
    public static Findings of(RecordReader reader, AnalysisSettings settings, UnaryOperator<RunRecord> comparing) {
        return new Analysis(reader, settings, comparing).findings();
    }

    private Findings findings() {
        Instant loadStartedAt = reader.loadStartedAt();
        if (loadStartedAt == null) {
            RunRecord run = judged(IssueContext.nothing(comparing.apply(reader.run())));
            return new Findings(
                    run,
                    new TimelineBuilder(0).build(),
                    new HeatMapBuilder(0).build(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    samples);
        }
        ConstantLoads loads = new ConstantLoads(reader.run());
        // Read twice, so that a week of rows need not be kept.
        reader.forEachRow(row -> {
            loads.row(row);
            lastRowSeconds = row.atSeconds();
            overRange += row.overRange();
        });
        double endSeconds = endSeconds();
        reader.run()
                .plan()
                .forEach(plan -> phases.put(plan.name(), new PhaseSamples(plan, endSeconds, loads.of(plan))));
        TimelineBuilder timeline = new TimelineBuilder(endSeconds);
        HeatMapBuilder heatMap = new HeatMapBuilder(endSeconds);
        AgentTimelineBuilder agents = new AgentTimelineBuilder(endSeconds);
        Observers own = new Observers(reader.run(), settings, loads);
        List<Observer> observers = own.all();
        reader.forEachRow(row -> {
            timeline.add(row);
            observers.forEach(observer -> observer.row(row));
        });
        reader.forEachTally(row -> {
            if (row.phase().equals(SeriesKey.AFTER_PLAN)) {
                laterAgents.add(row);
            } else {
                phase(row.phase(), RecordReader.TALLIES_FILE).add(row);
            }
            agents.add(row);
            observers.forEach(observer -> observer.tally(row));
        });
        reader.forEachInterval(interval -> {
            SeriesKey series = interval.series();
            if (!series.phase().equals(SeriesKey.AFTER_PLAN)) {
                phase(series.phase(), RecordReader.HISTOGRAMS_FILE).add(interval);
            } else if (series.isCount()) {
                later.computeIfAbsent(series.request(), name -> new Samples()).add(interval);
            }
            series.metric().ifPresent(metric -> agents.add(metric, interval));
            if (series.isCount()) {
                timeline.add(interval);
                heatMap.add(interval);
            }
            observers.forEach(observer -> observer.interval(interval));
        });
        phases.values().removeIf(phase -> !phase.isReached());
        Map<String, Samples> totals = totals();
        ResourceFigures resources = ResourceFigures.of(reader, endSeconds, observers);
        RunRecord run = judged(measured(loadStartedAt, endSeconds, totals, resources.results(), own));
        return new Findings(
                run,
                timeline.build(),
                heatMap.build(),
                spectra(totals),
                run.agents() == null ? Optional.empty() : Optional.of(agents.build()),
                resources.timeline(),
                samples);
    }

    /** End of the run in seconds since the load started; 0 when nothing was written. */
    private double endSeconds() {
        double end = lastRowSeconds == Double.NEGATIVE_INFINITY ? 0 : lastRowSeconds;
        double lastInterval = reader.lastIntervalEndSeconds().orElse(Double.NEGATIVE_INFINITY);
        return lastInterval == Double.NEGATIVE_INFINITY
                ? end
                : Math.max(SHORTEST_RUN_SECONDS, Math.max(end, lastInterval));
    }

    private PhaseSamples phase(String name, String file) {
        PhaseSamples phase = phases.get(name);
        if (phase == null) {
            throw reader.contradiction(file, "phase '" + name + "' is not in the plan of run.json", phases.keySet());
        }
        return phase;
    }

    /** By request, {@link #SeriesKey.ALL_REQUESTS} first, over all phases but warm-up. */
    private Map<String, Samples> totals() {
        Map<String, Samples> totals = new LinkedHashMap<>();
        totals.put(SeriesKey.ALL_REQUESTS, new Samples());
        for (PhaseSamples phase : phases.values()) {
            if (!phase.isWarmUp()) {
                phase.byRequest().forEach((name, samples) -> {
                    totals.computeIfAbsent(name, n -> new Samples()).add(samples);
                    totals.getOrDefault(SeriesKey.ALL_REQUESTS, samples).add(samples);
                });
            }
        }
        later.values()
                .forEach(samples ->
                        totals.getOrDefault(SeriesKey.ALL_REQUESTS, samples).count(samples));
        return totals;
    }

    /** Counts alone: nothing was planned there that a rate or a latency could be held against. */
    private @Nullable PhaseResult afterPlan(Instant loadStartedAt, double endSeconds) {
        if (later.isEmpty()) {
            return null;
        }
        double planned = reader.run().plan().stream()
                .mapToDouble(RunRecord.PlannedPhase::endSeconds)
                .max()
                .orElse(0);
        double end = Math.max(planned, endSeconds);
        Samples all = new Samples();
        List<RequestResult> requests = new ArrayList<>();
        later.forEach((name, samples) -> {
            Samples counted = new Samples();
            counted.count(samples);
            all.count(samples);
            requests.add(counted.result(name, 0, apdexTargetMicros));
        });
        return new PhaseResult(
                SeriesKey.AFTER_PLAN,
                PhaseKind.AFTER_PLAN,
                false,
                PhaseSamples.at(loadStartedAt, planned),
                PhaseSamples.at(loadStartedAt, end),
                planned,
                end,
                all.result(SeriesKey.ALL_REQUESTS, 0, apdexTargetMicros),
                requests);
    }

    private IssueContext measured(
            Instant loadStartedAt,
            double endSeconds,
            Map<String, Samples> totals,
            @Nullable ResourceResults resources,
            Observers own) {
        RunRecord run = reader.run();
        double judgedSeconds = judgedSeconds();
        @Nullable Instant endedAt = run.endedAt();
        if (run.status() == RunStatus.CRASHED && endedAt == null) {
            endedAt = PhaseSamples.at(loadStartedAt, endSeconds);
        }
        Map<String, List<LatencySeries>> series = new LinkedHashMap<>();
        for (PhaseSamples phase : phases.values()) {
            series.put(phase.name(), phase.series());
        }
        RunRecord results = run.withResults(
                        loadStartedAt,
                        endedAt,
                        phases.values().stream()
                                .map(phase -> phase.result(loadStartedAt, apdexTargetMicros))
                                .toList(),
                        totals.getOrDefault(SeriesKey.ALL_REQUESTS, new Samples())
                                .result(SeriesKey.ALL_REQUESTS, judgedSeconds, apdexTargetMicros),
                        agents(),
                        resources,
                        overRange)
                .withAfterPlan(afterPlan(loadStartedAt, endSeconds))
                .withBothSides(BothSidesAnalysis.of(reader.folder(), run.plan(), loadStartedAt)
                        .orElse(null))
                .withAnswers(RightAnswers.of(reader.folder(), run.plan(), loadStartedAt)
                        .orElse(null))
                .withApdexMillis(apdexTargetMicros / 1000)
                .withTenants(new TenantFigures(settings, later, laterAgents)
                        .of(run.plan(), phases.values(), own.isolations())
                        .orElse(null));
        RunRecord observed = own.in(results);
        RunRecord whole = FaultEffects.in(observed, reader.folder(), loadStartedAt)
                .withOrphans(OrphanAnalysis.of(reader.folder(), observed, judgedPhases(), settings.prices())
                        .orElse(null));
        return new IssueContext(comparing.apply(whole), endSeconds, series);
    }

    private Set<String> judgedPhases() {
        return phases.values().stream()
                .filter(phase -> !phase.isWarmUp())
                .map(PhaseSamples::name)
                .collect(Collectors.toSet());
    }

    private double judgedSeconds() {
        return phases.values().stream()
                .filter(phase -> !phase.isWarmUp())
                .mapToDouble(PhaseSamples::seconds)
                .sum();
    }

    private @Nullable AgentResults agents() {
        AgentSamples total = new AgentSamples();
        List<AgentResult> results = new ArrayList<>();
        for (PhaseSamples phase : phases.values()) {
            if (!phase.agents().isEmpty()) {
                results.add(new AgentFigures(phase.agents(), new AgentSamples(), phase.seconds())
                        .result(phase.name(), settings.prices()));
                if (!phase.isWarmUp()) {
                    total.add(phase.agents());
                }
            }
        }
        return results.isEmpty() && laterAgents.isEmpty()
                ? null
                : new AgentResults(
                        new AgentFigures(total, laterAgents, judgedSeconds())
                                .result(AgentResults.ALL_PHASES, settings.prices()),
                        results);
    }

    private RunRecord judged(IssueContext measured) {
        List<Issue> issues = ExampleTraces.named(
                Issues.of(measured, settings.issues(), settings.catalogue()), measured.run(), samples.all());
        RunRecord run = measured.run().withIssues(issues);
        Map<String, SeriesSamples> series = new LinkedHashMap<>();
        phases.forEach((name, phase) -> series.put(name, phase.samples()));
        return run.withVerdict(Gates.judge(run, settings.gates(), new SampledPercentiles(series)));
    }

    private static List<Spectrum> spectra(Map<String, Samples> totals) {
        List<Spectrum> spectra = new ArrayList<>();
        totals.forEach((name, samples) -> addSpectrum(spectra, name, false, samples.all()));
        totals.forEach((name, samples) -> addSpectrum(spectra, name, true, samples.corrected()));
        return spectra;
    }

    private static void addSpectrum(List<Spectrum> spectra, String name, boolean corrected, LatencyCounts counts) {
        if (!counts.isEmpty()) {
            spectra.add(new Spectrum(name, corrected, SpectrumOf.points(counts)));
        }
    }
}
