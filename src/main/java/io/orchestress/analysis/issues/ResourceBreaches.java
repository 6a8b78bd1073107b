package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.ResourceResults.ResourceResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the mean of one resource was above one limit, in the judged phases that have enough readings.
 *
 * @param all one or more
 */
record ResourceBreaches(IssueContext measured, List<Breach> all) {
    /** Readings of a figure in a phase, below which no rule speaks; about one a second. */
    static final int MIN_READINGS = 5;

    /** A phase and what was read in it. */
    record Breach(String phase, Gauge gauge) {}

    static Optional<ResourceBreaches> above(IssueContext measured, String subject, String name, double limit) {
        ResourceResults resources = measured.run().resources();
        if (resources == null) {
            return Optional.empty();
        }
        List<String> judged =
                measured.judgedPhases().stream().map(PhaseResult::name).toList();
        List<Breach> found = new ArrayList<>();
        for (ResourceResult phase : resources.phases()) {
            gauge(phase, subject, name)
                    .filter(gauge -> judged.contains(phase.phase()))
                    .filter(gauge -> gauge.samples() >= MIN_READINGS && gauge.mean() > limit)
                    .ifPresent(gauge -> found.add(new Breach(phase.phase(), gauge)));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new ResourceBreaches(measured, found));
    }

    private static Optional<Gauge> gauge(ResourceResult phase, String subject, String name) {
        return phase.gauges().stream()
                .filter(gauge -> gauge.subject().equals(subject) && gauge.name().equals(name))
                .findFirst();
    }

    Breach worst() {
        return all.stream()
                .max(Comparator.comparingDouble(breach -> breach.gauge().mean()))
                .orElseThrow();
    }

    /** Mean of another figure in the worst phase; empty where it was not read. */
    Optional<Double> besides(String subject, String name) {
        ResourceResults resources = measured.run().resources();
        return resources == null
                ? Optional.empty()
                : resources.phases().stream()
                        .filter(phase -> phase.phase().equals(worst().phase()))
                        .flatMap(phase -> gauge(phase, subject, name).stream())
                        .map(Gauge::mean)
                        .findFirst();
    }

    /** The worst place in words. */
    String where() {
        return "in phase '" + worst().phase() + "'" + (all.size() == 1 ? "" : ", worst of " + all.size() + " phases");
    }

    /** In percent. */
    Evidence evidence(String metric, double limit) {
        return measured.evidence(
                all.stream().map(Breach::phase).toList(),
                metric,
                100 * worst().gauge().mean(),
                100 * limit,
                "%");
    }

    /** Of a time. */
    Evidence evidenceMillis(String metric, double millis, double limitMillis) {
        return measured.evidence(all.stream().map(Breach::phase).toList(), metric, millis, limitMillis, "ms");
    }
}
