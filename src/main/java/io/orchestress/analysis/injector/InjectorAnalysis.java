package io.orchestress.analysis.injector;

import io.orchestress.analysis.disturbance.Disturbances;
import io.orchestress.analysis.disturbance.Disturbances.Stretch;
import io.orchestress.record.CounterName;
import io.orchestress.record.CounterRow;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.observe.Observer;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the readings of the load generator as they go by, and evaluates whether it kept up. A reading belongs to the phase the middle of its second lies in. */
public final class InjectorAnalysis implements Observer {
    private static final String SEARCH = "capacity";

    /** How much shorter than planned a phase may be to have come to its end. */
    private static final double END_SECONDS = 0.5;

    private final List<PlannedPhase> plan;
    private final InjectorLimits limits;
    private final @Nullable String canDo;
    private final RunRecord.Target target;
    private final RunRecord.Environment machine;
    private final Disturbances disturbances;
    private final InjectorReadings judged;
    private final Map<String, InjectorReadings> phases = new LinkedHashMap<>();
    private final Map<String, Long> notSent = new TreeMap<>();
    /** Of a search, by step: what was read in a step that is void says nothing of the others. Nothing of other runs. */
    private final Map<String, List<ResourceRow>> steps = new LinkedHashMap<>();

    private final boolean search;
    private final Map<String, Long> simulationFailed = new TreeMap<>();

    /** @param run not yet analysed; what it says of {@code canDo} is kept */
    public InjectorAnalysis(RunRecord run, InjectorLimits limits) {
        this.plan = run.plan();
        this.limits = limits;
        InjectorHealth before = run.injector();
        this.canDo = before == null ? null : before.canDo();
        this.target = run.target();
        this.machine = run.environment();
        this.disturbances = new Disturbances(run, limits.disturbance());
        this.judged = new InjectorReadings(limits);
        this.search = run.workload().equals(SEARCH);
        plan.stream()
                .filter(phase -> !phase.warmUp())
                .forEach(phase -> phases.put(phase.name(), new InjectorReadings(limits)));
    }

    @Override
    public void tally(CounterRow row) {
        if (!phases.containsKey(row.phase())) {
            return;
        }
        if (row.tally().equals(CounterName.NOT_SENT)) {
            notSent.merge(row.detail(), row.delta(), SaturatedSum::plus);
        } else if (row.tally().equals(CounterName.SIMULATION_FAILED)) {
            simulationFailed.merge(row.detail(), row.delta(), SaturatedSum::plus);
        }
    }

    @Override
    public void resource(ResourceRow row) {
        disturbances.resource(row);
        double middle = row.atSeconds() - 0.5;
        for (PlannedPhase phase : plan) {
            InjectorReadings readings = phases.get(phase.name());
            if (readings != null && middle >= phase.startSeconds() && middle < phase.endSeconds()) {
                readings.add(row);
                judged.add(row);
                if (search) {
                    steps.computeIfAbsent(phase.name(), name -> new ArrayList<>())
                            .add(row);
                }
            }
        }
    }

    /** @param results the run with its phases, totals, agents and resources; empty when nothing is known of its injector */
    public Optional<InjectorHealth> health(RunRecord results) {
        if (judged.isEmpty() && canDo == null && notSent.isEmpty() && simulationFailed.isEmpty()) {
            return Optional.empty();
        }
        Set<String> valid = valid();
        boolean allValid = valid.size() == steps.size();
        Map<String, InjectorReadings> phasesOfIt = new LinkedHashMap<>(phases);
        phasesOfIt.keySet().removeIf(phase -> steps.containsKey(phase) && !valid.contains(phase));
        return Optional.of(health(
                allValid ? judged : of(valid),
                phasesOfIt,
                allValid ? arrivals(results) : PlannedArrivals.NONE,
                UnsentLoad.of(notSent, simulationFailed, results),
                results,
                judgedPhases(results).stream()
                        .filter(one -> phasesOfIt.containsKey(one.name()))
                        .toList()));
    }

    /** Steps that are not void; all of them when none is left. */
    private Set<String> valid() {
        Set<String> valid = new LinkedHashSet<>();
        steps.forEach((phase, rows) -> {
            StepDisturbance disturbance = new StepDisturbance(limits, target, machine);
            rows.forEach(disturbance::add);
            if (disturbance.reason().isEmpty()) {
                valid.add(phase);
            }
        });
        return valid.isEmpty() ? steps.keySet() : valid;
    }

    private InjectorReadings of(Set<String> valid) {
        InjectorReadings readings = new InjectorReadings(limits);
        valid.forEach(phase -> steps.getOrDefault(phase, List.of()).forEach(readings::add));
        return readings;
    }

    /** Of one judged phase by itself; empty when nothing was read in it. */
    public Optional<InjectorHealth> health(RunRecord results, String phase) {
        InjectorReadings readings = phases.get(phase);
        return readings == null || readings.isEmpty()
                ? Optional.empty()
                : Optional.of(health(
                        readings,
                        Map.of(),
                        PlannedArrivals.NONE,
                        UnsentLoad.NONE,
                        results,
                        judgedPhases(results).stream()
                                .filter(one -> one.name().equals(phase))
                                .toList()));
    }

    private record Driven(String name, Stretch stretch) {}

    /** As far as they were driven. */
    private List<Driven> judgedPhases(RunRecord results) {
        List<Driven> driven = results.phases().stream()
                .filter(phase -> phases.containsKey(phase.name()))
                .map(phase -> new Driven(phase.name(), new Stretch(phase.startSeconds(), phase.endSeconds())))
                .toList();
        return !driven.isEmpty()
                ? driven
                : plan.stream()
                        .filter(phase -> phases.containsKey(phase.name()))
                        .map(phase -> new Driven(phase.name(), new Stretch(phase.startSeconds(), phase.endSeconds())))
                        .toList();
    }

    private InjectorHealth health(
            InjectorReadings all,
            Map<String, InjectorReadings> byPhase,
            PlannedArrivals arrivals,
            UnsentLoad missing,
            RunRecord run,
            List<Driven> driven) {
        int cpus = run.environment().cpus();
        List<Driven> faults = run.phases().stream()
                .filter(phase -> phase.kind() == PhaseKind.FAULT && !phases.containsKey(phase.name()))
                .map(phase -> new Driven(phase.name(), new Stretch(phase.startSeconds(), phase.endSeconds())))
                .toList();
        List<Stretch> stretches = driven.stream().map(Driven::stretch).toList();
        List<BrokenLimit> findings =
                InjectorCheck.of(all, byPhase, stretches, arrivals, missing, disturbances, limits, cpus);
        return new InjectorHealth(
                outcome(all, findings),
                all.cpu(cpus, 1).orElse(null),
                all.lagP99Millis().orElse(null),
                all.gcPause().of(1).orElse(null),
                all.lateP99Millis().orElse(null),
                all.lateStarts(),
                all.starts(),
                all.dropped(),
                findings.stream().map(BrokenLimit::phrase).toList(),
                findings.stream().map(BrokenLimit::broken).findFirst().orElse(null),
                canDo,
                disturbances.of(stretches),
                Stream.concat(driven.stream(), faults.stream())
                        .filter(phase ->
                                disturbances.of(List.of(phase.stretch())).isDisturbed())
                        .sorted(Comparator.comparingDouble(
                                phase -> phase.stretch().fromSeconds()))
                        .map(Driven::name)
                        .toList(),
                limits.allowed());
    }

    private static Outcome outcome(InjectorReadings all, List<BrokenLimit> findings) {
        if (!findings.isEmpty()) {
            return findings.get(0).outcome();
        }
        return all.seconds() < InjectorLimits.LEAST_SECONDS ? Outcome.INCONCLUSIVE : Outcome.PASS;
    }

    private PlannedArrivals arrivals(RunRecord results) {
        if (results.model() != LoadModel.OPEN) {
            return PlannedArrivals.NONE;
        }
        double planned = 0;
        long began = 0;
        for (PlannedPhase phase : plan) {
            InjectorReadings readings = phases.get(phase.name());
            long due = readings == null ? 0 : readings.starts() + readings.dropped();
            if (due > 0 && cameToItsEnd(results, phase)) {
                planned += phase.meanLoad() * (phase.endSeconds() - phase.startSeconds());
                began += due;
            }
        }
        return new PlannedArrivals(planned, began);
    }

    private static boolean cameToItsEnd(RunRecord results, PlannedPhase phase) {
        return results.phases().stream()
                .filter(result -> result.name().equals(phase.name()))
                .mapToDouble(PhaseResult::endSeconds)
                .anyMatch(end -> end >= phase.endSeconds() - END_SECONDS);
    }
}
