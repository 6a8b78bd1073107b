package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import java.util.List;

/** Looks for one cause, by limits of its own. */
public interface IssueRule {
    /** What it may find, in the order in which equally severe ones are listed. */
    List<IssueType> types();

    /** Nothing where there is no cause or too little evidence; otherwise one diagnosis per cause, naming all that it touches. */
    List<Diagnosis> judge(IssueContext measured);

    /**
     * A rule in a jar of the user's, found by {@link java.util.ServiceLoader}. Its jar has the defaults of its keys in a {@code reference.conf}, and what is
     * said about its types in a {@code recommendations.conf}.
     */
    interface Provider {
        /** @param root all of {@code orchestress}; what is wrong with a limit is a problem of its section, not an exception */
        IssueRule read(Section root);
    }
}
