package io.orchestress.testkit;

import io.orchestress.analysis.gates.GateLimits;
import io.orchestress.analysis.gates.GateRule;
import io.orchestress.analysis.gates.GradeScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gates for tests. */
public final class GateRules {
    private GateRules() {}

    /** These names and texts in turn, 20 samples, and grades from A to F. */
    public static GateLimits of(String... namesAndTexts) {
        List<GateRule> rules = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            GateRule.parse(namesAndTexts[i], namesAndTexts[i + 1], 0).ifPresent(rules::add);
        }
        return of(rules);
    }

    public static GateLimits of(List<GateRule> rules) {
        return new GateLimits(rules, Map.of(), 20, GradeScale.A_TO_F, false);
    }
}
