package io.orchestress.record.metric;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.AnswerResults;
import io.orchestress.record.BothSides;
import io.orchestress.record.Capacity;
import io.orchestress.record.DriftResult;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.Orphans;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.Planning;
import io.orchestress.record.Recovery;
import io.orchestress.record.RequestResult;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.ResourceResults.ResourceResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.Strain;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Tenants.TenantResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All results of one phase, or of the run without its warm-up, for metrics to be taken from.
 *
 * @param name of the phase; {@code *}: the run
 * @param load whether the phase holds its load, rather than ramping
 * @param seconds that were driven of it
 * @param startupMillis of the target; absent where we did not start it
 * @param capacity with its steps; absent where the load did not rise by steps
 * @param recoveries in the phase, or in the run
 * @param drifts of the run; none of a phase
 * @param orphans what the target did for users who had left; of the run alone
 * @param sides tasks joined with the calls behind the target, of all phases
 * @param answers whether those of the run were right; absent of a phase, and where tasks were not marked
 * @param faults of the scripted backend, of the run; none of a phase
 * @param isolations of tenants, of the run; none of a phase
 * @param tenants all of each tenant together; none where there is one kind of users
 * @param tenant whose results these are; empty: those of all
 * @param strain of the run's machine
 */
public record RunPart(
        String name,
        boolean load,
        double seconds,
        Optional<RequestResult> total,
        List<RequestResult> requests,
        Optional<AgentResult> agents,
        List<Gauge> gauges,
        Optional<Long> startupMillis,
        Optional<Capacity> capacity,
        List<Recovery> recoveries,
        List<DriftResult> drifts,
        Optional<BothSides> sides,
        Optional<AnswerResults> answers,
        List<FaultEffect> faults,
        Optional<Orphans> orphans,
        List<TenantIsolation> isolations,
        List<TenantResult> tenants,
        String tenant,
        Strain strain) {
    private static final String RUN = SeriesKey.ALL_REQUESTS;

    public RunPart {
        requests = List.copyOf(requests);
        gauges = List.copyOf(gauges);
        recoveries = List.copyOf(recoveries);
        drifts = List.copyOf(drifts);
        faults = List.copyOf(faults);
        isolations = List.copyOf(isolations);
        tenants = List.copyOf(tenants);
    }

    /** The phases that were driven and may be judged, in order: all but warm-up. */
    public static List<RunPart> judgedPhases(RunRecord run) {
        return run.phases().stream()
                .filter(phase -> !phase.warmUp())
                .map(phase -> phase(run, phase))
                .toList();
    }

    /** One phase of the run, or what started after them. */
    public static RunPart phase(RunRecord run, PhaseResult phase) {
        return new RunPart(
                phase.name(),
                phase.isLoad(),
                seconds(List.of(phase)),
                Optional.of(phase.total()),
                phase.requests(),
                agents(run, phase.name()),
                gauges(run, phase.name()),
                Optional.empty(),
                capacity(run),
                recoveries(run).stream()
                        .filter(recovery -> recovery.phase().equals(phase.name()))
                        .toList(),
                List.of(),
                Optional.ofNullable(run.bothSides()),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                tenants(run, phase.name()),
                "",
                Strain.of(run));
    }

    /** The run without its warm-up; of single requests it knows the counts, and no latency. */
    public static RunPart run(RunRecord run) {
        List<PhaseResult> judged =
                run.phases().stream().filter(phase -> !phase.warmUp()).toList();
        return new RunPart(
                RUN,
                false,
                seconds(judged),
                Optional.ofNullable(run.totals()),
                sums(judged, run.afterPlan()),
                Optional.ofNullable(run.agents()).map(AgentResults::total),
                run.resources() == null ? List.of() : run.resources().total().gauges(),
                Optional.ofNullable(run.target().startupMillis()),
                capacity(run),
                recoveries(run),
                run.planning() == null ? List.of() : run.planning().drifts(),
                Optional.ofNullable(run.bothSides()),
                Optional.ofNullable(run.answers()),
                run.planning() == null ? List.of() : run.planning().faultEffects(),
                Optional.ofNullable(run.orphans()),
                run.tenants() == null ? List.of() : run.tenants().isolations(),
                tenants(run, RUN),
                "",
                Strain.of(run));
    }

    /** Requests alone, of which nothing else is asked. */
    public static RunPart of(RequestResult requests) {
        return ofLoad(requests.name(), false, 0, requests, List.of(), Optional.empty(), "");
    }

    /** The same, of one of {@link #tenants} alone: its requests and what was measured of agents. */
    public RunPart of(TenantResult result) {
        List<RequestResult> own = requests.stream()
                .filter(request -> SeriesKey.tenantOf(request.name()).equals(result.tenant()))
                .toList();
        return ofLoad(name, load, seconds, result.total(), own, Optional.ofNullable(result.agents()), result.tenant());
    }

    /** Of what users saw, and of nothing else. */
    private static RunPart ofLoad(
            String name,
            boolean load,
            double seconds,
            RequestResult total,
            List<RequestResult> requests,
            Optional<AgentResult> agents,
            String tenant) {
        return new RunPart(
                name,
                load,
                seconds,
                Optional.of(total),
                requests,
                agents,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                tenant,
                Strain.NONE);
    }

    private static List<TenantResult> tenants(RunRecord run, String phase) {
        return run.tenants() == null
                ? List.of()
                : run.tenants().results().stream()
                        .filter(result -> result.phase().equals(phase))
                        .toList();
    }

    private static Optional<Capacity> capacity(RunRecord run) {
        return Optional.ofNullable(run.planning()).flatMap(planning -> Optional.ofNullable(planning.capacity()));
    }

    private static List<Recovery> recoveries(RunRecord run) {
        @Nullable Planning planning = run.planning();
        return planning == null ? List.of() : planning.recoveries();
    }

    /** The same without its single requests. */
    public RunPart together() {
        return new RunPart(
                name,
                load,
                seconds,
                total,
                List.of(),
                agents,
                gauges,
                startupMillis,
                capacity,
                recoveries,
                drifts,
                sides,
                answers,
                faults,
                orphans,
                isolations,
                tenants,
                tenant,
                strain);
    }

    public boolean isRun() {
        return name.equals(RUN);
    }

    /** @param wanted {@code *}: all together */
    public Optional<RequestResult> request(String wanted) {
        return wanted.equals(SeriesKey.ALL_REQUESTS)
                ? total
                : requests.stream().filter(r -> r.name().equals(wanted)).findFirst();
    }

    private static Optional<AgentResult> agents(RunRecord run, String phase) {
        return Optional.ofNullable(run.agents())
                .flatMap(agents -> agents.phases().stream()
                        .filter(result -> result.phase().equals(phase))
                        .findFirst());
    }

    private static List<Gauge> gauges(RunRecord run, String phase) {
        @Nullable ResourceResults resources = run.resources();
        return resources == null
                ? List.of()
                : resources.phases().stream()
                        .filter(result -> result.phase().equals(phase))
                        .findFirst()
                        .map(ResourceResult::gauges)
                        .orElse(List.of());
    }

    private static double seconds(List<PhaseResult> phases) {
        return phases.stream()
                .mapToDouble(phase -> phase.endSeconds() - phase.startSeconds())
                .sum();
    }

    /** @param after counts in it, and in no rate */
    private static List<RequestResult> sums(List<PhaseResult> phases, @Nullable PhaseResult after) {
        double seconds = seconds(phases);
        Map<String, List<RequestResult>> byName = new LinkedHashMap<>();
        phases.forEach(phase -> phase.requests()
                .forEach(r ->
                        byName.computeIfAbsent(r.name(), n -> new ArrayList<>()).add(r)));
        if (after != null) {
            after.requests()
                    .forEach(r -> byName.computeIfAbsent(r.name(), n -> new ArrayList<>())
                            .add(r));
        }
        return byName.entrySet().stream()
                .map(entry -> sum(entry.getKey(), entry.getValue(), seconds))
                .toList();
    }

    private static RequestResult sum(String name, List<RequestResult> parts, double seconds) {
        long count = 0;
        long ok = 0;
        long timedOut = 0;
        long planned = 0;
        double satisfied = 0;
        Map<FailureClass, Long> failures = new TreeMap<>();
        for (RequestResult part : parts) {
            count += part.count();
            ok += part.ok();
            timedOut += part.timedOut();
            if (!part.isCountOnly()) {
                planned += part.count();
                satisfied += part.apdex() * part.count();
            }
            part.failures().forEach((failure, n) -> failures.merge(failure, n, SaturatedSum::plus));
        }
        double throughput = seconds > 0 ? planned / seconds : 0;
        double apdex = planned == 0 ? 0 : satisfied / planned;
        return new RequestResult(
                name, count, ok, count - ok, timedOut, throughput, failures, null, null, null, 0, 0, apdex);
    }
}
