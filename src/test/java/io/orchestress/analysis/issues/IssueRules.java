package io.orchestress.analysis.issues;

import io.orchestress.testkit.Reference;
import java.util.List;
import java.util.stream.Stream;

/** The rules that are shipped, with the limits that are shipped. */
final class IssueRules {
    static final List<IssueRule> SHIPPED = Reference.read(Issues::rules);

    private IssueRules() {}

    /** In the order in which equally severe ones are listed. */
    static Stream<IssueType> types() {
        return SHIPPED.stream().flatMap(rule -> rule.types().stream());
    }

    static IssueType type(String name) {
        return types().filter(type -> type.name().equals(name)).findFirst().orElseThrow();
    }
}
