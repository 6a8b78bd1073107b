package io.orchestress.workload;

import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A plan that may still grow at its end, or lose steps of load, while it is driven. One writer, any number of readers. */
public final class LivePlan {
    /** So much before a phase ends nobody may still believe that it goes on. */
    private static final double BEFORE_ITS_END_SECONDS = 0.1;

    private final int mostPhases;
    private final int longestSeconds;
    private volatile Plan plan;
    private volatile boolean complete;

    private LivePlan(Plan plan, boolean complete, int mostPhases, int longestSeconds) {
        this.plan = plan;
        this.complete = complete;
        this.mostPhases = mostPhases;
        this.longestSeconds = longestSeconds;
    }

    /** One that is known from the start. */
    public static LivePlan fixed(Plan plan) {
        return new LivePlan(plan, true, plan.phases().size(), plan.totalSeconds());
    }

    /**
     * One that grows.
     *
     * @param mostPhases of which there is room
     * @param longestSeconds after which it is complete
     */
    public static LivePlan growing(Plan start, int mostPhases, int longestSeconds) {
        return new LivePlan(start, false, mostPhases, longestSeconds);
    }

    /** As far as it is known. */
    public Plan plan() {
        return plan;
    }

    /** Index of the phase in which something starts at a time, or {@link #afterPlan()}. */
    public int startedIn(double seconds) {
        return complete && seconds >= plan.totalSeconds() ? afterPlan() : plan.phaseAt(seconds);
    }

    /** Index of no phase, but of what starts after the last one: it is counted, and in no rate. */
    public int afterPlan() {
        return mostPhases;
    }

    /** Whether the phase of an index is of a kind; what starts after the plan is of none. */
    public boolean isOf(PhaseKind kind, int phase) {
        List<Phase> phases = plan.phases();
        return phase < phases.size() && phases.get(phase).kind() == kind;
    }

    /** Whether nothing is added any more. */
    public boolean isComplete() {
        return complete;
    }

    public int mostPhases() {
        return mostPhases;
    }

    /** Seconds after which it is over, whatever is added. */
    public int longestSeconds() {
        return longestSeconds;
    }

    /**
     * Whether steps of load can be cut short: there is a recovery after them, and nothing that is set on the target while they go on.
     */
    public boolean canBeReleased() {
        List<Phase> phases = plan.phases();
        return complete
                && afterSteps(phases) > 0
                && phases.stream().allMatch(phase -> phase.controls().isEmpty());
    }

    /**
     * Lets the target go: the step that is under way ends with the second that begins next, the steps after it are left out, and what follows them follows now.
     *
     * @return whether a step was under way, and could be ended
     */
    public boolean release(double nowSeconds) {
        List<Phase> phases = plan.phases();
        int under = plan.phaseAt(nowSeconds);
        int after = afterSteps(phases);
        if (!canBeReleased() || phases.get(under).kind() != PhaseKind.STEP || after < under) {
            return false;
        }
        Phase step = phases.get(under);
        List<Phase> shorter = new ArrayList<>(phases.subList(0, under));
        int end = Math.min(step.endSeconds(), (int) Math.ceil(nowSeconds + BEFORE_ITS_END_SECONDS));
        shorter.add(step.until(Math.max(step.startSeconds() + 1, end)));
        for (Phase phase : phases.subList(after, phases.size())) {
            Phase before = shorter.get(shorter.size() - 1);
            shorter.add(phase.after(before));
        }
        plan = new Plan(plan.workload(), shorter);
        return true;
    }

    /** Index of the recovery that follows the last step; 0: there is none. */
    private static int afterSteps(List<Phase> phases) {
        for (int i = phases.size() - 1; i > 0; i--) {
            if (phases.get(i).kind() == PhaseKind.RECOVERY && phases.get(i - 1).kind() == PhaseKind.STEP) {
                return i;
            }
        }
        return 0;
    }

    /** Ends the last phase at a time still to come. */
    public void endAt(int seconds) {
        List<Phase> phases = new ArrayList<>(plan.phases());
        Phase last = phases.remove(phases.size() - 1);
        phases.add(new Phase(
                last.name(),
                last.kind(),
                last.warmUp(),
                last.startSeconds(),
                last.users(),
                last.users(),
                0,
                Math.max(1, seconds - last.startSeconds()),
                0,
                last.controls()));
        plan = new Plan(plan.workload(), phases);
    }

    /** Ends the last phase, and adds one of constant load after it. */
    public void add(String name, PhaseKind kind, boolean warmUp, double users, int startSeconds, int endSeconds) {
        endAt(startSeconds);
        List<Phase> phases = new ArrayList<>(plan.phases());
        int start = plan.totalSeconds();
        phases.add(new Phase(name, kind, warmUp, start, users, users, 0, Math.max(1, endSeconds - start), 0, Map.of()));
        plan = new Plan(plan.workload(), phases);
    }

    /** Ends the last phase, and with it the plan. */
    public void complete(int endSeconds) {
        endAt(endSeconds);
        complete = true;
    }
}
