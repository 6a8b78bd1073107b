package io.orchestress.gatling;

import io.orchestress.config.EnduranceSettings;
import io.orchestress.config.Settings;
import io.orchestress.engine.RunClock;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.monitoring.profiling.HeapWatch;
import io.orchestress.record.TargetEvent;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The garbage collections that a run asks the target's JVM for, where it has a phase of kind endurance. */
final class ForcedCollections implements Closeable {
    /** So many are enough for a run of any length. */
    private static final int MOST = 2000;

    private final Settings settings;
    private final HeapWatch watch;

    private ForcedCollections(Settings settings, HeapWatch watch) {
        this.settings = settings;
        this.watch = watch;
    }

    /** Empty where none is asked for. */
    static Optional<ForcedCollections> of(
            Settings settings, LivePlan plan, RunClock clock, Consumer<TargetEvent> events, Consumer<String> problems) {
        EnduranceSettings endurance = settings.endurance();
        List<Phase> held = plan.plan().phases().stream()
                .filter(phase -> phase.kind() == PhaseKind.ENDURANCE && !phase.warmUp())
                .toList();
        if (!endurance.collects() || held.isEmpty()) {
            return Optional.empty();
        }
        Phase first = held.get(0);
        Phase last = held.get(held.size() - 1);
        double from = first.startSeconds() + first.rampSeconds();
        double end = plan.plan().totalSeconds();
        HeapWatch.Times times = new HeapWatch.Times(
                from,
                last.endSeconds() - last.cooldownSeconds(),
                end,
                Math.max(endurance.collectionsEvery().toMillis() / 1000.0, (end - from) / MOST));
        return Optional.of(new ForcedCollections(
                settings,
                new HeapWatch(
                        times, clock::seconds, event -> events.accept(inItsPhase(event, plan.plan())), problems)));
    }

    private static TargetEvent inItsPhase(TargetEvent event, Plan plan) {
        return event.in(plan.phases().get(plan.phaseAt(event.atSeconds())).name());
    }

    void attach(TargetProcess target) {
        watch.attach(MonitoringPlan.jmx(settings.resources()), target);
    }

    void start() {
        watch.start();
    }

    @Override
    public void close() {
        watch.close();
    }
}
