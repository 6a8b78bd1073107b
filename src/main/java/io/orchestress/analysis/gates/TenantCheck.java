package io.orchestress.analysis.gates;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TenantIsolation;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whether the tenants that a rule names are among those of a plan. */
final class TenantCheck {
    private TenantCheck() {}

    /** What is wrong with them, and what would be valid; empty: nothing. */
    static Optional<String> problem(GateRule rule, List<PlannedPhase> plan) {
        TreeSet<String> known = new TreeSet<>();
        plan.stream().filter(phase -> !phase.warmUp()).forEach(phase -> known.addAll(phase.senders()));
        if (rule.tenants().isPresent()) {
            return unknown(rule, rule.tenants().get(), known, plan);
        }
        if (rule.figure().eachByItself()) {
            return known.isEmpty()
                    ? Optional.of(rule.metric() + " is of tenants, and the workload has none; valid: tenants in the"
                            + " workload, or add ', if measured'")
                    : rule.names()
                            .flatMap(name -> unknown(
                                    rule,
                                    new NamePattern(
                                            name.text().substring(0, name.text().indexOf(TenantIsolation.BESIDE))),
                                    known,
                                    plan));
        }
        // With several tenants the name of each request begins with that of one.
        return rule.names()
                .filter(name -> !known.isEmpty())
                .map(name -> SeriesKey.tenantOf(name.text()))
                .filter(prefix -> !prefix.isEmpty())
                .flatMap(prefix -> unknown(rule, new NamePattern(prefix), known, plan));
    }

    private static Optional<String> unknown(
            GateRule rule, NamePattern wanted, TreeSet<String> known, List<PlannedPhase> plan) {
        if (known.isEmpty()) {
            return Optional.of(
                    "the workload has no tenants; valid: a rule without 'of tenant', or add ', if measured'");
        }
        if (known.stream().noneMatch(wanted::matches)) {
            return Optional.of("there is no tenant '" + wanted.text() + "'; valid: " + String.join(", ", known)
                    + ", or add ', if measured'");
        }
        List<String> phases = plan.stream()
                .filter(phase -> !phase.warmUp() && phase.senders().stream().anyMatch(wanted::matches))
                .map(PlannedPhase::name)
                .toList();
        boolean sends = rule.phases().isEmpty()
                || phases.stream().anyMatch(rule.phases().get()::matches)
                || plan.stream().noneMatch(phase -> rule.phases().get().matches(phase.name()));
        return sends
                ? Optional.empty()
                : Optional.of("tenant '" + wanted.text() + "' does not send in phase '"
                        + rule.phases().get().text() + "'; valid: " + String.join(", ", phases)
                        + ", or add ', if measured'");
    }
}
