package io.orchestress.history;

import java.util.List;
import java.util.regex.Pattern;

/** Says which runs may be a baseline. */
final class BaselineRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern LAST = Pattern.compile("last-\\d+");

    private BaselineRules() {}

    /** @param isRun whether a run has that name */
    static void check(String name, boolean isRun, List<PastRun> runs, boolean force) {
        if (!NAME.matcher(name).matches()) {
            throw HistoryException.wrong(
                    "'" + name + "' cannot name a baseline; valid: up to 64 letters, digits, '.', '_' and '-'");
        }
        if (LAST.matcher(name).matches() || isRun) {
            throw HistoryException.wrong("'" + name + "' cannot name a baseline: it means "
                    + (isRun ? "a run" : "the last good runs") + " wherever a baseline is named");
        }
        if (runs.isEmpty()) {
            throw HistoryException.wrong("a baseline needs a run");
        }
        PastRun first = runs.get(0);
        for (PastRun run : runs) {
            if (!Scope.of(run).equals(Scope.of(first))) {
                throw HistoryException.wrong("a baseline holds runs of one simulation, profile and protocol, but "
                        + first.runId() + " is " + Scope.of(first) + ", and " + run.runId() + " is " + Scope.of(run));
            }
            if (!force) {
                checkUnforced(first, run);
            }
        }
    }

    private static void checkUnforced(PastRun first, PastRun run) {
        if (!run.isGood()) {
            String outcome = run.outcome() == null ? "has no verdict" : "is " + run.outcome();
            throw HistoryException.wrong(run.runId() + " was " + run.status().json() + " and " + outcome
                    + ": a baseline needs a completed run with PASS or WARN (--force accepts any)");
        }
        if (!run.isLike(first)) {
            throw HistoryException.wrong(first.runId() + " and " + run.runId()
                    + " are not alike (workload, model, pace, plan, task mix, protocol settings, target or machine differ):"
                    + " results of one do not apply to the other (--force accepts them)");
        }
    }
}
