package io.orchestress.analysis.issue;

import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** RESOURCE_EXHAUSTION: mean CPU of a phase, of the target's process and of the machine that the load comes from. */
final class ResourceExhaustion implements IssueRule {

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        ResourceLimits own = limits.resources();
        List<Issue> issues = new ArrayList<>();
        find(measured, ResourceName.TARGET, own).ifPresent(breaches -> issues.add(target(breaches, own)));
        find(measured, ResourceName.HOST, own).ifPresent(breaches -> issues.add(host(breaches, own)));
        return issues;
    }

    private static Optional<ResourceBreaches> find(Measured measured, String subject, ResourceLimits limits) {
        return ResourceBreaches.above(measured, subject, ResourceName.CPU, limits.cpuRatio(), limits.minReadings());
    }

    private static Issue target(ResourceBreaches breaches, ResourceLimits limits) {
        return issue(
                breaches,
                limits,
                "The target's process",
                "target-cpu",
                "More load finds no CPU left: from here on requests wait for one another.",
                List.of(
                        new Recommendation(
                                Priority.HIGH,
                                "Profile the target's process in the time range given: what it computes there limits its throughput."),
                        new Recommendation(
                                Priority.LONG_TERM, "Plan for more CPUs or further instances at this load.")));
    }

    private static Issue host(ResourceBreaches breaches, ResourceLimits limits) {
        Optional<Double> target = breaches.besides(ResourceName.TARGET, ResourceName.CPU);
        Optional<Double> injector = breaches.besides(ResourceName.INJECTOR, ResourceName.CPU);
        String shares = target.map(cpu -> " The target's process took " + Figures.percent(cpu) + ".")
                        .orElse("")
                + injector.map(cpu -> " The injector took " + Figures.percent(cpu) + ".")
                        .orElse("");
        if (target.isPresent() && injector.isPresent()) {
            double others = breaches.worst().gauge().mean() - target.get() - injector.get();
            shares += " Others took " + Figures.percent(Math.max(0, others)) + ".";
        }
        return issue(
                breaches,
                limits,
                "The injector's machine",
                "host-cpu",
                "The injector may have waited for a CPU: latencies of these phases can hold its own waiting, not the target's only."
                        + shares,
                List.of(
                        new Recommendation(
                                Priority.HIGH,
                                target.isPresent()
                                        ? "Run injector and target on machines of their own, or with fewer users, before latencies of these phases are trusted."
                                        : "Give the injector more CPUs or fewer users before latencies of these phases are trusted.")));
    }

    private static Issue issue(
            ResourceBreaches breaches,
            ResourceLimits limits,
            String who,
            String metric,
            String impact,
            List<Recommendation> recommendations) {
        double cpu = breaches.worst().gauge().mean();
        boolean critical = cpu > limits.cpuCriticalRatio();
        double limit = critical ? limits.cpuCriticalRatio() : limits.cpuRatio();
        return new Issue(
                "RESOURCE_EXHAUSTION",
                critical ? Severity.CRITICAL : Severity.HIGH,
                who + " used " + Figures.percent(cpu) + " of all CPUs in the mean, limit " + Figures.percent(limit)
                        + ": " + breaches.where() + ".",
                impact,
                recommendations,
                breaches.evidence(metric, limit));
    }
}
