package io.orchestress.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run that is about to differ in some respects from another: what may differ can be set, all else is the other's. */
final class RunCopy {
    private final RunRecord of;
    RunStatus status;

    @Nullable
    Instant loadStartedAt;

    @Nullable
    Instant endedAt;

    List<PhaseResult> phases;

    @Nullable
    PhaseResult afterPlan;

    @Nullable
    RequestResult totals;

    @Nullable
    AgentResults agents;

    @Nullable
    ResourceResults resources;

    long overRange;

    @Nullable
    Verdict verdict;

    @Nullable
    Comparison comparison;

    @Nullable
    Planning planning;

    @Nullable
    InjectorHealth injector;

    @Nullable
    Profiles profiles;

    List<Issue> issues;

    @Nullable
    RunMessages said;

    @Nullable
    Long apdexMillis;

    @Nullable
    String stressKind;

    @Nullable
    BothSides bothSides;

    @Nullable
    AnswerResults answers;

    @Nullable
    Orphans orphans;

    @Nullable
    Tenants tenants;

    RunCopy(RunRecord of) {
        this.of = of;
        status = of.status();
        loadStartedAt = of.loadStartedAt();
        endedAt = of.endedAt();
        phases = of.phases();
        afterPlan = of.afterPlan();
        totals = of.totals();
        agents = of.agents();
        resources = of.resources();
        overRange = of.overRange();
        verdict = of.verdict();
        comparison = of.comparison();
        planning = of.planning();
        injector = of.injector();
        profiles = of.profiles();
        issues = of.issues();
        said = of.said();
        apdexMillis = of.apdexMillis();
        stressKind = of.stressKind();
        bothSides = of.bothSides();
        answers = of.answers();
        orphans = of.orphans();
        tenants = of.tenants();
    }

    RunRecord record() {
        return new RunRecord(
                of.schemaVersion(),
                of.toolVersion(),
                of.runId(),
                of.simulation(),
                of.workload(),
                of.profile(),
                of.model(),
                of.paceMillis(),
                status,
                of.endReason(),
                of.target(),
                of.startedAt(),
                loadStartedAt,
                endedAt,
                of.plan(),
                phases,
                afterPlan,
                totals,
                agents,
                resources,
                overRange,
                of.breaker(),
                verdict,
                comparison,
                planning,
                injector,
                profiles,
                issues,
                of.environment(),
                of.configuration(),
                said,
                apdexMillis,
                stressKind,
                bothSides,
                answers,
                orphans,
                tenants);
    }
}
