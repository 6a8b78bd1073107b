package io.orchestress.analysis.issues;

import io.orchestress.plugin.PluginException;
import java.util.List;

/** A rule of another jar, which is named when the rule fails: without what it looks for, a run may pass that should not. */
record OtherRule(List<IssueType> types, IssueRule.Provider provider, IssueRule rule) implements IssueRule {
    OtherRule(IssueRule.Provider provider, IssueRule rule) {
        this(List.copyOf(rule.types()), provider, rule);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        return PluginException.guard(provider, "its rule", () -> List.copyOf(rule.judge(measured)));
    }
}
