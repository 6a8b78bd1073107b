package io.orchestress.analysis.issue;

import io.orchestress.run.Issue;
import java.util.List;

/** Looks for one cause. */
@FunctionalInterface
interface IssueRule {
    /** No issue where there is no cause or too little evidence; otherwise one per cause, naming all that it touches. */
    List<Issue> judge(Measured measured, IssueLimits limits);
}
