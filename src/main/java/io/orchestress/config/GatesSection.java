package io.orchestress.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code orchestress.gates}; whether a rule makes sense is for others to say. */
final class GatesSection {
    /** Instead of a rule: there is none of that name. */
    private static final String OFF = "off";

    private GatesSection() {}

    static Settings.Gates read(Section s) {
        Settings.Gates gates = new Settings.Gates(
                s.flag("strict"),
                s.duration("apdex-satisfied", Duration.ofMillis(1)),
                s.integer("min-samples", 1, 1_000_000),
                s.oneOf("grading", Grades.values()),
                rules(s.section("rules")));
        s.end();
        return gates;
    }

    static List<GateRuleText> rules(Section s) {
        List<GateRuleText> rules = new ArrayList<>();
        s.namedTexts().forEach((name, text) -> {
            if (text.isBlank()) {
                s.problem(name, "expected a rule such as \"p95 <= 2 s\", or off");
            } else if (!text.equals(OFF)) {
                rules.add(new GateRuleText(name, s.path(name), text, s.origin(name)));
            }
        });
        if (rules.isEmpty()) {
            s.problem("holds no rule: nothing would be judged; expected at least one, such as p95 = \"p95 <= 2 s\"");
        }
        return rules;
    }
}
