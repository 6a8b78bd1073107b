package io.orchestress.analysis;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Tenants;
import io.orchestress.record.Tenants.TenantResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What each kind of users got, all of its requests together. */
final class TenantFigures {
    private final AnalysisSettings settings;
    private final Map<String, Samples> later;
    private final AgentSamples laterAgents;

    /**
     * @param later what started after the plan, by request
     * @param laterAgents the same of agents
     */
    TenantFigures(AnalysisSettings settings, Map<String, Samples> later, AgentSamples laterAgents) {
        this.settings = settings;
        this.later = later;
        this.laterAgents = laterAgents;
    }

    /** Empty where there is one kind of users. */
    Optional<Tenants> of(List<PlannedPhase> plan, Collection<PhaseSamples> phases, List<TenantIsolation> isolations) {
        TreeSet<String> names = new TreeSet<>();
        plan.forEach(phase -> names.addAll(phase.senders()));
        List<TenantResult> results = new ArrayList<>();
        for (String tenant : names) {
            run(tenant, phases, results);
            for (PhaseSamples phase : phases) {
                Samples total = sum(phase.byRequest(), tenant);
                if (!total.isEmpty()) {
                    results.add(result(
                            tenant,
                            phase.name(),
                            total,
                            phase.agents().of(tenant),
                            new AgentSamples(),
                            phase.seconds()));
                }
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new Tenants(results, isolations));
    }

    private void run(String tenant, Collection<PhaseSamples> phases, List<TenantResult> results) {
        Samples total = new Samples();
        AgentSamples agents = new AgentSamples();
        double seconds = 0;
        for (PhaseSamples phase : phases) {
            if (!phase.isWarmUp()) {
                total.add(sum(phase.byRequest(), tenant));
                agents.add(phase.agents().of(tenant));
                seconds += phase.seconds();
            }
        }
        later.forEach((request, samples) -> {
            if (SeriesKey.tenantOf(request).equals(tenant)) {
                total.count(samples);
            }
        });
        results.add(result(tenant, SeriesKey.ALL_REQUESTS, total, agents, laterAgents.of(tenant), seconds));
    }

    private TenantResult result(
            String tenant, String phase, Samples total, AgentSamples agents, AgentSamples after, double seconds) {
        return new TenantResult(
                tenant,
                phase,
                total.result(SeriesKey.ALL_REQUESTS, seconds, settings.apdexTargetMillis() * 1000),
                agents.isEmpty() && after.isEmpty()
                        ? null
                        : new AgentFigures(agents, after, seconds).result(phase, settings.prices()));
    }

    private static Samples sum(Map<String, Samples> byRequest, String tenant) {
        Samples sum = new Samples();
        byRequest.forEach((request, samples) -> {
            if (SeriesKey.tenantOf(request).equals(tenant)) {
                sum.add(samples);
            }
        });
        return sum;
    }
}
