package io.orchestress.record;

import io.orchestress.record.Verdict.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Whether the machine of a run may have made what was timed, rather than the target: the load generator did not keep up, or others had its machine. Told as the
 * injector's health is, without a look at what the target did.
 *
 * @param late the load generator did not keep up
 * @param disturbed others had its machine in the judged phases together
 * @param shared whether the target has the same machine; the scripted backend always has
 * @param phases in which others had it, those of kind {@code fault} too
 * @param words how it was; empty: well
 */
public record Strain(boolean late, boolean disturbed, boolean shared, Set<String> phases, String words) {
    /** A machine of which nothing is known. */
    public static final Strain NONE = new Strain(false, false, true, Set.of(), "");

    public Strain {
        phases = Set.copyOf(phases);
    }

    public static Strain of(RunRecord run) {
        InjectorHealth injector = run.injector();
        if (injector == null) {
            return NONE;
        }
        boolean late = injector.outcome() == Outcome.FAIL;
        List<String> phases = injector.disturbedPhases();
        String byOthers =
                injector.disturbance() == null ? "" : injector.disturbance().brief();
        return new Strain(
                late,
                injector.wasDisturbed(),
                !run.target().isElsewhere(),
                phases == null ? Set.of() : Set.copyOf(phases),
                !byOthers.isEmpty()
                        ? byOthers
                        : late ? injector.limits().stream().findFirst().orElse("") : "");
    }

    /** In what users saw, over the run. */
    public boolean ofUsers() {
        return late || (disturbed && shared);
    }

    /** In what users saw, in any of these phases; none: over the run. */
    public boolean ofUsersIn(Collection<String> some) {
        return some.isEmpty() ? ofUsers() : late || (shared && some.stream().anyMatch(phases::contains));
    }

    /** In calls of the scripted backend, over the run. */
    public boolean ofBackend() {
        return late || disturbed;
    }

    /** In calls of the scripted backend, in any of these phases; none: over the run. */
    public boolean ofBackendIn(Collection<String> some) {
        return some.isEmpty() ? ofBackend() : late || some.stream().anyMatch(phases::contains);
    }

    /** A sentence that begins with a blank, for what it may explain. */
    public String caveat() {
        String who = late && !disturbed ? "The load generator did not keep up" : "The machine was disturbed";
        return " " + who + (words.isEmpty() ? "" : ": " + words) + "; this may explain it.";
    }
}
