package io.orchestress.analysis.issue;

import java.util.List;

/** Looks for one cause. */
@FunctionalInterface
interface IssueRule {
    /** Nothing where there is no cause or too little evidence; otherwise one diagnosis per cause, naming all that it touches. */
    List<Diagnosis> judge(Measured measured, IssueLimits limits);
}
