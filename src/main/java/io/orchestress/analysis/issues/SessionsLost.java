package io.orchestress.analysis.issues;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.Issue.Severity;
import java.util.List;

/** SESSIONS_LOST: requests whose session was not known any more, and sessions opened again. Speaks from the first one on. */
final class SessionsLost implements IssueRule {
    static final IssueType SESSIONS_LOST =
            new IssueType("SESSIONS_LOST", "any `session-lost`, or a reopened session", "medium");

    @Override
    public List<IssueType> types() {
        return List.of(SESSIONS_LOST);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        long failed = measured.failures(FailureClass.SESSION_LOST);
        AgentResults agents = measured.run().agents();
        AgentResult total = agents == null ? null : agents.total();
        Long reopened = total == null ? null : total.sessionsReopened();
        long opened = reopened == null ? 0 : reopened;
        if (failed + opened == 0) {
            return List.of();
        }
        return List.of(Diagnosis.of(
                SESSIONS_LOST,
                Severity.MEDIUM,
                failed + " requests failed because the target had lost their session; " + opened
                        + " sessions were reopened."
                        + measured.firstWords(List.of(), FailureClass.SESSION_LOST::equals),
                measured.evidence(List.of(), "sessions-lost", Math.max(failed, opened), 0.0, "sessions")));
    }
}
