package io.orchestress.analysis.fault;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.CallRow;
import io.orchestress.workload.kind.BackendFault;
import io.orchestress.workload.kind.BackendFault.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fault of the plan, and what it is compared with.
 *
 * @param faults at least one
 * @param reference the nearest phase of constant load before it, without a fault; null: none
 * @param toSeconds the end of its phase, or of the fault where it ends by itself
 */
record FaultWindow(
        PlannedPhase phase,
        List<BackendFault> faults,
        @Nullable PlannedPhase reference,
        double toSeconds) {
    /** The other control by which a phase may disturb. */
    private static final String OF_TARGET = "fault";

    private static final double NANOS_PER_SECOND = 1e9;

    static List<FaultWindow> of(List<PlannedPhase> plan) {
        List<FaultWindow> windows = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            PlannedPhase phase = plan.get(i);
            List<BackendFault> faults = faults(phase).orElse(List.of());
            if (!faults.isEmpty()) {
                double ends = faults.stream()
                        .mapToDouble(fault -> fault.ends()
                                .map(lasts -> phase.startSeconds() + lasts.toNanos() / NANOS_PER_SECOND)
                                .orElse(Double.POSITIVE_INFINITY))
                        .max()
                        .orElse(0);
                windows.add(new FaultWindow(phase, faults, reference(plan, i), Math.min(ends, phase.endSeconds())));
            }
        }
        return windows;
    }

    /** Empty where the control is of the user's own, and says something else. */
    private static Optional<List<BackendFault>> faults(PlannedPhase phase) {
        try {
            return Optional.of(
                    BackendFault.parse(phase.controls().getOrDefault(BackendFault.CONTROL, BackendFault.NONE)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable PlannedPhase reference(List<PlannedPhase> plan, int disturbed) {
        for (int i = disturbed - 1; i >= 0; i--) {
            PlannedPhase phase = plan.get(i);
            String ofTarget = phase.controls().getOrDefault(OF_TARGET, "{}");
            if (!phase.warmUp()
                    && phase.kind().isConstant()
                    && faults(phase).filter(List::isEmpty).isPresent()
                    && List.of("{}", "", BackendFault.NONE).contains(ofTarget.strip())) {
                return phase;
            }
        }
        return null;
    }

    /** Whether a call is of a model or tool that has the fault. */
    boolean concerns(CallRow call) {
        Subject subject = call.isTool() ? Subject.TOOL : Subject.MODEL;
        return call.isWork() && faults.stream().anyMatch(fault -> fault.isOf(subject, call.name()));
    }

    /** Whether it lets calls end well, only later. */
    boolean onlyDelays() {
        return faults.stream().allMatch(fault -> fault.kind().isHarmless());
    }

    String words() {
        return faults.stream().map(BackendFault::words).collect(Collectors.joining(", "));
    }
}
