package io.orchestress.analysis.issues;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.SaturatedSum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one figure broke one limit: the requests of the phases concerned. A phase in which no single request did, but all of them
 * together do, is in it with its total, so that many rare requests cannot hide a cause.
 */
final class Breaches {
    /** Case of an issue whose failures have no class in common. */
    static final String MIXED = "mixed";

    /** The figure of one request in one phase; of the whole phase where {@code request} is its total. */
    record Breach(PhaseResult phase, RequestResult request, double actual) {
        boolean isTotal() {
            return request == phase.total();
        }
    }

    private final List<Breach> breaches;

    private Breaches(List<Breach> breaches) {
        this.breaches = List.copyOf(breaches);
    }

    /** Those above {@code limit}. */
    static Breaches above(
            IssueContext measured, double limit, long minSamples, Function<RequestResult, OptionalDouble> figure) {
        List<Breach> found = new ArrayList<>();
        for (PhaseResult phase : measured.countedPhases()) {
            int before = found.size();
            phase.requests().forEach(request -> addIfAbove(found, phase, request, limit, minSamples, figure));
            if (found.size() == before) {
                addIfAbove(found, phase, phase.total(), limit, minSamples, figure);
            }
        }
        return new Breaches(found);
    }

    private static void addIfAbove(
            List<Breach> found,
            PhaseResult phase,
            RequestResult request,
            double limit,
            long minSamples,
            Function<RequestResult, OptionalDouble> figure) {
        OptionalDouble actual = request.count() < minSamples ? OptionalDouble.empty() : figure.apply(request);
        if (actual.isPresent() && actual.getAsDouble() > limit) {
            found.add(new Breach(phase, request, actual.getAsDouble()));
        }
    }

    Breaches only(Predicate<Breach> condition) {
        return new Breaches(breaches.stream().filter(condition).toList());
    }

    boolean isEmpty() {
        return breaches.isEmpty();
    }

    List<Breach> all() {
        return breaches;
    }

    /** The one with the highest figure. There must be one. */
    Breach worst() {
        return breaches.stream().max(Comparator.comparingDouble(Breach::actual)).orElseThrow();
    }

    /** Names of the requests; none when a breach concerns all requests of a phase together. */
    List<String> requests() {
        return breaches.stream().anyMatch(Breach::isTotal)
                ? List.of()
                : breaches.stream()
                        .map(breach -> breach.request().name())
                        .distinct()
                        .toList();
    }

    List<String> phases() {
        return breaches.stream().map(breach -> breach.phase().name()).distinct().toList();
    }

    /** Evidence with the worst figure and the time from the first phase concerned to the last. */
    Evidence evidence(String metric, double actual, @Nullable Double threshold, String unit) {
        double from = breaches.stream()
                .mapToDouble(b -> b.phase().startSeconds())
                .min()
                .orElseThrow();
        double to =
                breaches.stream().mapToDouble(b -> b.phase().endSeconds()).max().orElseThrow();
        return new Evidence(phases(), requests(), from, to, metric, actual, threshold, unit);
    }

    /** The worst place in words, and how many there are besides. */
    String where() {
        Breach worst = worst();
        String what = worst.isTotal()
                ? "all requests together"
                : "'" + worst.request().name() + "'";
        String more = breaches.size() == 1 ? "" : ", worst of " + breaches.size() + " places";
        return what + " in phase '" + worst.phase().name() + "'" + more;
    }

    /** The case of an issue by {@link #mainFailure()}: its label, or {@value #MIXED}. */
    static String condition(Optional<FailureClass> mainFailure) {
        return mainFailure.map(FailureClass::label).orElse(MIXED);
    }

    /** The class of more than half of the failures; empty where there is none. */
    Optional<FailureClass> mainFailure() {
        return mainFailure(failure -> true);
    }

    Optional<FailureClass> mainFailure(Predicate<FailureClass> counted) {
        Map<FailureClass, Long> sums = failureSums(counted);
        long all = sums.values().stream().mapToLong(n -> n).reduce(0, SaturatedSum::plus);
        return sums.entrySet().stream()
                .filter(failure -> 2 * failure.getValue() > all)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The three most frequent failure classes with their counts, such as {@code 'timeout' (40), 'http-503' (7)}. */
    String failures() {
        return failures(failure -> true);
    }

    String failures(Predicate<FailureClass> counted) {
        return failureSums(counted).entrySet().stream()
                .sorted(Map.Entry.<FailureClass, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .map(failure -> "'" + failure.getKey() + "' (" + failure.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private Map<FailureClass, Long> failureSums(Predicate<FailureClass> counted) {
        Map<FailureClass, Long> sums = new TreeMap<>();
        breaches.forEach(breach -> breach.request().failures().forEach((failure, n) -> {
            if (counted.test(failure)) {
                sums.merge(failure, n, SaturatedSum::plus);
            }
        }));
        return sums;
    }
}
