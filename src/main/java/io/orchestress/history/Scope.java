package io.orchestress.history;

/** Simulation, profile and protocol of a baseline: one name may stand for a baseline in each scope. */
public record Scope(String simulation, String profile, String protocol) {
    static Scope of(PastRun run) {
        return new Scope(run.simulation(), run.profile(), run.protocol());
    }

    @Override
    public String toString() {
        return simulation + " " + profile + " " + protocol;
    }
}
