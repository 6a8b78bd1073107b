package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.ResourceName;
import io.orchestress.record.metric.GaugeStat;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RESOURCE_EXHAUSTION: mean CPU of a phase, of the target's process and of the machine that the load comes from. The latter is never
 * critical: whether the figures may be believed there is for {@link InjectorSaturated} to say.
 *
 * @param cpuRatio mean CPU above which it speaks
 * @param cpuCriticalRatio above which it is critical, of the target
 */
record ResourceExhaustion(double cpuRatio, double cpuCriticalRatio) implements IssueRule {
    static final IssueType RESOURCE_EXHAUSTION = new IssueType(
            "RESOURCE_EXHAUSTION",
            "mean CPU of the target, or of the load generator's machine, above {issues.cpu %} in a phase",
            "high; of the target critical above {issues.cpu-critical %}");

    static ResourceExhaustion read(Section root) {
        Section s = root.section("issues");
        double high = s.share("cpu");
        double critical = s.share("cpu-critical");
        if (high > critical) {
            s.problem("cpu", "must not be above cpu-critical");
        }
        return new ResourceExhaustion(high, critical);
    }

    @Override
    public List<IssueType> types() {
        return List.of(RESOURCE_EXHAUSTION);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        List<Diagnosis> issues = new ArrayList<>();
        find(measured, ResourceName.TARGET).ifPresent(breaches -> issues.add(target(breaches)));
        find(measured, ResourceName.HOST).ifPresent(breaches -> issues.add(host(breaches)));
        return issues;
    }

    private Optional<ResourceBreaches> find(IssueContext measured, String subject) {
        return ResourceBreaches.above(measured, subject, ResourceName.CPU, cpuRatio);
    }

    private Diagnosis target(ResourceBreaches breaches) {
        boolean critical = breaches.worst().gauge().mean() > cpuCriticalRatio;
        return diagnosis(
                        breaches,
                        critical ? Severity.CRITICAL : Severity.HIGH,
                        critical ? cpuCriticalRatio : cpuRatio,
                        "CPU of the target's process",
                        cpuOf(ResourceName.TARGET),
                        "")
                .when("target");
    }

    private Diagnosis host(ResourceBreaches breaches) {
        Optional<Double> target = breaches.besides(ResourceName.TARGET, ResourceName.CPU);
        Optional<Double> injector = breaches.besides(ResourceName.INJECTOR, ResourceName.CPU);
        String shares =
                target.map(cpu -> " Target: " + Format.percent(cpu) + ".").orElse("")
                        + injector.map(cpu -> " Load generator: " + Format.percent(cpu) + ".")
                                .orElse("");
        if (target.isPresent() && injector.isPresent()) {
            double others = breaches.worst().gauge().mean() - target.get() - injector.get();
            shares += " Other processes: " + Format.percent(Math.max(0, others)) + ".";
        }
        return diagnosis(
                        breaches,
                        Severity.HIGH,
                        cpuRatio,
                        "CPU of the load generator's machine",
                        cpuOf(ResourceName.HOST),
                        shares)
                .when(target.isPresent() ? "shared" : "injector");
    }

    private static String cpuOf(String subject) {
        return new ResourceMetric(subject, ResourceName.CPU).metric(GaugeStat.MEAN);
    }

    private static Diagnosis diagnosis(
            ResourceBreaches breaches, Severity severity, double limit, String who, String metric, String shares) {
        return Diagnosis.of(
                RESOURCE_EXHAUSTION,
                severity,
                who + " " + Format.beside(breaches.worst().gauge().mean(), "ratio", limit)
                        + " (mean), limit " + Format.limit(limit, "ratio") + ": " + breaches.where()
                        + "."
                        + shares,
                breaches.evidence(metric, limit));
    }
}
