package io.orchestress.analysis.issues;

import java.util.List;

/** Looks for one cause. */
@FunctionalInterface
interface IssueRule {
    /** Nothing where there is no cause or too little evidence; otherwise one diagnosis per cause, naming all that it touches. */
    List<Diagnosis> judge(IssueContext measured, IssueLimits limits);
}
