package io.orchestress.workload;

import io.orchestress.config.PhaseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A plan that may still grow at its end while it is driven. One writer, any number of readers. */
public final class LivePlan {
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
                last.levers()));
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
