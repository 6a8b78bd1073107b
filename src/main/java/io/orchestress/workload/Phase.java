package io.orchestress.workload;

import io.orchestress.workload.kind.PhaseKind;
import java.util.Map;

/**
 * A phase with its place in the run: a ramp from {@code fromUsers} to {@code users}, a hold, and a cooldown without load. All
 * times are whole seconds.
 *
 * @param startSeconds since the load started
 * @param controls what is set on the target when the phase begins, name → value
 * @param fromUsers load at the start: that of the phase before it, 0 after a cooldown
 */
public record Phase(
        String name,
        PhaseKind kind,
        boolean warmUp,
        int startSeconds,
        double fromUsers,
        double users,
        int rampSeconds,
        int holdSeconds,
        int cooldownSeconds,
        Map<String, String> controls) {
    public Phase {
        controls = Map.copyOf(controls);
        if (rampSeconds + holdSeconds <= 0 || rampSeconds < 0 || holdSeconds < 0 || cooldownSeconds < 0) {
            throw new IllegalArgumentException("phase " + name + " is empty");
        }
        if (fromUsers < 0 || users < 0 || startSeconds < 0) {
            throw new IllegalArgumentException("phase " + name + " has a negative load or start");
        }
    }

    public int endSeconds() {
        return startSeconds + rampSeconds + holdSeconds + cooldownSeconds;
    }

    /** The same, ended early; what its ramp has reached by then is its load. */
    Phase until(int seconds) {
        int length = seconds - startSeconds;
        int ramp = Math.min(rampSeconds, length);
        double reached = length < rampSeconds ? usersAt(seconds) : users;
        int hold = Math.min(holdSeconds, length - ramp);
        return new Phase(
                name, kind, warmUp, startSeconds, fromUsers, reached, ramp, hold, length - ramp - hold, controls);
    }

    /** The same in the wake of another. */
    Phase after(Phase before) {
        return new Phase(
                name,
                kind,
                warmUp,
                before.endSeconds(),
                before.leavesUsers(),
                users,
                rampSeconds,
                holdSeconds,
                cooldownSeconds,
                controls);
    }

    /** Load that this phase hands to the next one. */
    double leavesUsers() {
        return cooldownSeconds > 0 ? 0 : users;
    }

    /** Mean over the whole phase: ramp at {@code (from + to) ÷ 2}, hold at {@code to}, cooldown at 0. */
    public double meanUsers() {
        double userSeconds = rampSeconds * (fromUsers + users) / 2 + holdSeconds * users;
        return userSeconds / (endSeconds() - startSeconds);
    }

    /** Users at {@code seconds} since the load started, which must lie in this phase. */
    double usersAt(double seconds) {
        double since = seconds - startSeconds;
        if (since < rampSeconds) {
            return fromUsers + (users - fromUsers) * since / rampSeconds;
        }
        return since < rampSeconds + holdSeconds ? users : 0;
    }
}
