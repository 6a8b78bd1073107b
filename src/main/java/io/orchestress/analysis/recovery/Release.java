package io.orchestress.analysis.recovery;

import io.orchestress.record.LoadRamp;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.text.Format;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A moment from which on the target could recover, by the plan of a run.
 *
 * <p>After a spike or a stress it is the start of the recovery phase, or the end of its ramp where the load is taken back in one. Users of
 * a closed model leave between two iterations, so the load itself may fall later: what they still wait for is part of the backlog.
 * After a fault it is the end of the phase that set it, or the moment within it at which the fault ends by itself.
 *
 * @param after {@code spike}, {@code stress} or {@code fault}
 * @param phase in which it could recover
 * @param what it recovers from, in words
 * @param reference what normal is like; empty where no phase says so
 * @param disturbedFrom, atSeconds, untilSeconds what disturbs begins and ends, and the watch ends
 * @param load of the phase
 */
record Release(
        String after,
        String phase,
        String what,
        Optional<PlannedPhase> reference,
        double disturbedFrom,
        double atSeconds,
        double untilSeconds,
        double load) {
    private static final double SAME_LOAD = 1.05;

    /** In the order of time. */
    static List<Release> of(RunRecord run) {
        List<Release> releases = new ArrayList<>();
        List<PlannedPhase> plan = run.plan();
        for (int i = 0; i < plan.size(); i++) {
            PlannedPhase phase = plan.get(i);
            Optional<InjectedFault> fault = InjectedFault.of(phase);
            boolean afterFault = i > 0 && InjectedFault.of(plan.get(i - 1)).isPresent();
            // A fault is kept out of every verdict as a warm-up is, and recorded as one.
            if (fault.isPresent() && (!phase.warmUp() || phase.kind() == PhaseKind.FAULT)) {
                afterFault(plan, i, fault.get()).ifPresent(releases::add);
            } else if (phase.kind() == PhaseKind.RECOVERY && !phase.warmUp() && !afterFault) {
                releases.add(afterLoad(plan, i, run.model() == LoadModel.OPEN));
            }
        }
        return releases;
    }

    private static Optional<Release> afterFault(List<PlannedPhase> plan, int index, InjectedFault fault) {
        PlannedPhase phase = plan.get(index);
        double ends = phase.startSeconds() + fault.lastsSeconds().orElse(Double.POSITIVE_INFINITY);
        boolean within = ends < phase.endSeconds();
        Optional<PlannedPhase> next = plan.stream()
                .skip(index + 1L)
                .findFirst()
                .filter(following -> InjectedFault.of(following).isEmpty()
                        && !following.kind().isMoving()
                        && following.load() > 0);
        if (next.isEmpty() && !within) {
            return Optional.empty();
        }
        PlannedPhase watched = next.orElse(phase);
        return Optional.of(new Release(
                "fault",
                watched.name(),
                fault.what(),
                reference(plan, index),
                phase.startSeconds(),
                within ? ends : phase.endSeconds(),
                watched.endSeconds(),
                watched.load()));
    }

    private static Release afterLoad(List<PlannedPhase> plan, int index, boolean open) {
        PlannedPhase phase = plan.get(index);
        int first = index;
        while (first > 0 && isHigher(plan.get(first - 1), phase)) {
            first--;
        }
        List<PlannedPhase> before = plan.subList(first, index);
        double most = before.stream().mapToDouble(PlannedPhase::load).max().orElse(0);
        String load = most == 0 ? "the load before" : Format.number(most) + (open ? " arrivals/s" : " users");
        return new Release(
                before.stream().anyMatch(p -> p.kind() == PhaseKind.SPIKE) ? "spike" : "stress",
                phase.name(),
                load,
                reference(plan, first),
                before.isEmpty() ? phase.startSeconds() : before.get(0).startSeconds(),
                phase.startSeconds() + LoadRamp.seconds(plan, phase),
                phase.endSeconds(),
                phase.load());
    }

    private static boolean isHigher(PlannedPhase before, PlannedPhase recovery) {
        return !before.warmUp()
                && before.kind() != PhaseKind.RECOVERY
                && !before.kind().isConstant()
                && (before.kind() == PhaseKind.SPIKE || before.load() > SAME_LOAD * recovery.load());
    }

    /** The nearest phase of constant load before the disturbance that had no fault; else the first step of all, which has the least load. */
    private static Optional<PlannedPhase> reference(List<PlannedPhase> plan, int disturbed) {
        for (int i = disturbed - 1; i >= 0; i--) {
            if (plan.get(i).kind().isConstant() && isNormal(plan.get(i))) {
                return Optional.of(plan.get(i));
            }
        }
        return plan.stream()
                .limit(disturbed)
                .filter(phase -> phase.kind() == PhaseKind.STEP && isNormal(phase))
                .findFirst();
    }

    private static boolean isNormal(PlannedPhase phase) {
        return !phase.warmUp() && InjectedFault.of(phase).isEmpty();
    }
}
