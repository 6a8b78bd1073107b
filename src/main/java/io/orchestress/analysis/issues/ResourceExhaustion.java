package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.ResourceName;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RESOURCE_EXHAUSTION: mean CPU of a phase, of the target's process and of the machine that the load comes from. The latter is never
 * critical: whether the figures may be believed there is for {@link InjectorSaturated} to say.
 */
final class ResourceExhaustion implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        ResourceLimits own = limits.resources();
        List<Diagnosis> issues = new ArrayList<>();
        find(measured, ResourceName.TARGET, own).ifPresent(breaches -> issues.add(target(breaches, own)));
        find(measured, ResourceName.HOST, own).ifPresent(breaches -> issues.add(host(breaches, own)));
        return issues;
    }

    private static Optional<ResourceBreaches> find(IssueContext measured, String subject, ResourceLimits limits) {
        return ResourceBreaches.above(measured, subject, ResourceName.CPU, limits.cpuRatio(), limits.minReadings());
    }

    private static Diagnosis target(ResourceBreaches breaches, ResourceLimits limits) {
        boolean critical = breaches.worst().gauge().mean() > limits.cpuCriticalRatio();
        return diagnosis(
                        breaches,
                        critical ? Severity.CRITICAL : Severity.HIGH,
                        critical ? limits.cpuCriticalRatio() : limits.cpuRatio(),
                        "The target's process",
                        "target-cpu",
                        "")
                .when("target");
    }

    private static Diagnosis host(ResourceBreaches breaches, ResourceLimits limits) {
        Optional<Double> target = breaches.besides(ResourceName.TARGET, ResourceName.CPU);
        Optional<Double> injector = breaches.besides(ResourceName.INJECTOR, ResourceName.CPU);
        String shares = target.map(cpu -> " The target's process took " + Format.percent(cpu) + ".")
                        .orElse("")
                + injector.map(cpu -> " The injector took " + Format.percent(cpu) + ".")
                        .orElse("");
        if (target.isPresent() && injector.isPresent()) {
            double others = breaches.worst().gauge().mean() - target.get() - injector.get();
            shares += " Others took " + Format.percent(Math.max(0, others)) + ".";
        }
        return diagnosis(breaches, Severity.HIGH, limits.cpuRatio(), "The injector's machine", "host-cpu", shares)
                .when(target.isPresent() ? "shared" : "injector");
    }

    private static Diagnosis diagnosis(
            ResourceBreaches breaches, Severity severity, double limit, String who, String metric, String shares) {
        return Diagnosis.of(
                IssueType.RESOURCE_EXHAUSTION,
                severity,
                who + " used " + Format.beside(breaches.worst().gauge().mean(), "ratio", limit)
                        + " of all CPUs in the mean, limit " + Format.limit(limit, "ratio") + ": " + breaches.where()
                        + "."
                        + shares,
                breaches.evidence(metric, limit));
    }
}
