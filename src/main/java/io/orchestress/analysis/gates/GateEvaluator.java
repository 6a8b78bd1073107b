package io.orchestress.analysis.gates;

import io.orchestress.record.OfferedLoad;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.NotMeasured;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.metric.RunPart;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds rules against one run, each by itself. Where a rule looks at several phases or requests, the worst of them decides. */
final class GateEvaluator {
    private static final int NAMES_SHOWN = 8;
    private static final double ROUNDING = 1e-9;

    /** Of places of one rule, rising. */
    private static final List<Outcome> SEVERITY =
            List.of(Outcome.PASS, Outcome.WARN, Outcome.INCONCLUSIVE, Outcome.FAIL);

    private final long minSamples;
    private final Percentiles percentiles;
    private final List<RunPart> phases;
    private final RunPart run;
    private final OfferedLoad offered;
    private final String currency;
    private final boolean waited;
    private final boolean backendWaited;
    private final List<Gate> gates = new ArrayList<>();
    private final List<NotMeasured> notMeasured = new ArrayList<>();
    private final Map<Gate, Double> lackSamples = new LinkedHashMap<>();
    private final MoreEvidence more;

    /**
     * Where the machine was full, no figure that holds waiting for it breaks a limit.
     *
     * @param waited whether users waited for it
     * @param backendWaited whether the scripted backend did
     */
    GateEvaluator(RunRecord record, long minSamples, Percentiles percentiles, boolean waited, boolean backendWaited) {
        this.waited = waited;
        this.backendWaited = backendWaited;
        this.minSamples = minSamples;
        this.percentiles = percentiles;
        phases = RunPart.judgedPhases(record);
        run = RunPart.run(record);
        offered = new OfferedLoad(record);
        more = new MoreEvidence(record);
        currency = record.agents() == null || record.agents().total().cost() == null
                ? ""
                : record.agents().total().cost().currency();
    }

    void judge(GateRule rule) {
        List<RunPart> places = places(rule);
        if (places.isEmpty() && !allPlaces(rule).isEmpty()) {
            absent(
                    rule,
                    "tenant '" + rule.tenants().orElseThrow().text() + "' sent nothing there",
                    "Correct the rule, or add ', if measured' to it.");
            return;
        }
        if (places.isEmpty()) {
            absent(
                    rule,
                    rule.phases()
                            .map(p -> "the run did not reach phase '" + p.text() + "'")
                            .orElse("no phase of constant load was run"),
                    rule.phases().isPresent()
                            ? "Repeat the run to its end."
                            : "Run a workload with a phase of constant load, or give the rule a phase.");
            return;
        }
        List<Candidate> candidates = candidates(rule, places);
        if (candidates.isEmpty()) {
            absent(
                    rule,
                    whyAbsent(rule, places),
                    "Correct the rule, measure the metric, or add ', if measured' to the rule.");
        } else if (rule.figure().dimension() == Dimension.MONEY && !rule.unit().equals(currency)) {
            inconclusive(
                    rule,
                    "the cost is in " + currency + ", but the limit is in " + rule.unit(),
                    "State the limit in " + currency + ", or set orchestress.prices.currency.");
        } else {
            judge(rule, candidates);
        }
    }

    List<Gate> gates() {
        return gates;
    }

    /** Of the inconclusive gates for which more samples are all that is needed, the one that needs the longest run; empty: there is none. */
    Optional<Gate> longest() {
        return lackSamples.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    List<NotMeasured> notMeasured() {
        return notMeasured;
    }

    private List<RunPart> places(GateRule rule) {
        if (rule.tenants().isEmpty() || rule.figure().eachByItself()) {
            return allPlaces(rule);
        }
        NamePattern wanted = rule.tenants().get();
        return allPlaces(rule).stream()
                .flatMap(place -> place.tenants().stream()
                        .filter(result -> wanted.matches(result.tenant()))
                        .map(place::of))
                .toList();
    }

    private List<RunPart> allPlaces(GateRule rule) {
        if (rule.phases().isPresent()) {
            NamePattern wanted = rule.phases().get();
            return phases.stream().filter(place -> wanted.matches(place.name())).toList();
        }
        return rule.figure().byLoadPhase()
                ? phases.stream().filter(RunPart::load).toList()
                : List.of(run);
    }

    private List<Candidate> candidates(GateRule rule, List<RunPart> places) {
        List<Candidate> candidates = new ArrayList<>();
        for (RunPart place : places) {
            for (String name : names(rule, place)) {
                rule.figure()
                        .at(place, name, percentiles.ofTenant(place.tenant()))
                        .ifPresent(reading ->
                                candidates.add(Candidate.of(rule, place, name, reading, offered, minSamples)));
            }
        }
        return candidates;
    }

    private static List<String> names(GateRule rule, RunPart place) {
        return rule.names()
                .map(wanted -> rule.figure().names(place).stream()
                        .distinct()
                        .filter(wanted::matches)
                        .toList())
                .orElse(rule.figure().eachByItself() ? ofTenants(rule, place) : List.of(SeriesKey.ALL_REQUESTS));
    }

    private static List<String> ofTenants(GateRule rule, RunPart place) {
        return place.isolations().stream()
                .filter(isolation ->
                        rule.tenants().isEmpty() || rule.tenants().get().matches(isolation.tenant()))
                .map(TenantIsolation::name)
                .toList();
    }

    /** A figure that no measurement can give, or that is not known. */
    private static boolean isImpossible(GateRule rule, Candidate candidate) {
        double value = candidate.reading().value();
        GateMetric figure = rule.figure();
        boolean beyond = value > figure.dimension().most() * (1 + ROUNDING) && !(figure instanceof GaugeMetric);
        return !Double.isFinite(value) || beyond || (value < 0 && !figure.mayBeNegative());
    }

    /** Where each is judged by itself, one that cannot be told does not hide another that fails. */
    private static boolean isBrokenElsewhere(GateRule rule, List<Candidate> candidates) {
        return rule.figure().eachByItself()
                && candidates.stream()
                        .filter(candidate -> !isImpossible(rule, candidate))
                        .anyMatch(candidate -> candidate
                                        .judged(rule.relation(), candidates.size())
                                        .outcome()
                                == Outcome.FAIL);
    }

    private void judge(GateRule rule, List<Candidate> candidates) {
        Optional<Candidate> impossible = candidates.stream()
                .filter(candidate -> isImpossible(rule, candidate))
                .findFirst();
        if (impossible.isPresent() && !isBrokenElsewhere(rule, candidates)) {
            String note = impossible.get().reading().note();
            String where = Ruling.where(rule, impossible.get());
            inconclusive(
                    rule,
                    (where.isEmpty() ? "" : where + ": ")
                            + (note.isEmpty()
                                    ? rule.metric() + " cannot be "
                                            + impossible.get().reading().value()
                                    : note),
                    rule.figure().eachByItself()
                            ? "Change the phases of the workload so that they can be compared, and repeat the run."
                            : "Fix the source of the metric, and repeat the run.");
            return;
        }
        List<Candidate> enough = candidates.stream()
                .filter(candidate -> candidate.hasEnough() && !isImpossible(rule, candidate))
                .toList();
        if (enough.isEmpty()) {
            long needed = candidates.stream().mapToLong(Candidate::needed).max().orElse(minSamples);
            lacks(rule, tooFew(rule, candidates, needed), candidates, needed);
            return;
        }
        List<Decided> decided = new ArrayList<>();
        enough.forEach(
                candidate -> decided.add(new Decided(candidate, candidate.judged(rule.relation(), enough.size()))));
        List<Decided> told =
                decided.stream().filter(one -> !one.judged().isTooFew()).toList();
        if (told.isEmpty()) {
            String why = tooFewToTell(rule, decided);
            if (rule.ifMeasured()) {
                absent(rule, why, "");
            } else {
                lacks(rule, why, enough, rule.figure().samplesToPass());
            }
            return;
        }
        Decided deciding = told.stream()
                .max(Comparator.comparing(
                                (Decided one) -> SEVERITY.indexOf(one.judged().outcome()))
                        .thenComparing(one -> one.candidate().badness(rule.relation())))
                .orElseThrow();
        Ruling ruling = new Ruling(rule, deciding, more);
        ruling.places(candidates, enough.size(), told.size());
        ruling.onlyFailures(enough);
        ruling.doubts(enough);
        ruling.waiting(rule.figure().isOfBackend() ? backendWaited : waited);
        Gate gate = ruling.gate();
        gates.add(gate);
        ruling.timesAsLong().ifPresent(times -> lackSamples.put(gate, times));
    }

    /** @param candidates of which none has the samples that are wanted */
    private void lacks(GateRule rule, String why, List<Candidate> candidates, long wanted) {
        Candidate most = candidates.stream()
                .max(Comparator.comparingLong(candidate -> candidate.reading().samples()))
                .orElseThrow();
        MoreEvidence.Step step = more.samples(
                most.place(), most.reading().samples(), wanted, most.reading().noun());
        inconclusive(rule, why, most.reading().note().equals(GaugeMetric.STARVED) ? Ruling.IN_TIME : step.sentence());
        lackSamples.put(gates.get(gates.size() - 1), step.times());
    }

    /** Places of which each keeps the limit and tells nothing by it. */
    private static String tooFewToTell(GateRule rule, List<Decided> decided) {
        MeasuredMetric most = decided.stream()
                .map(one -> one.candidate().reading())
                .max(Comparator.comparingLong(MeasuredMetric::samples))
                .orElseThrow();
        return rule.metric() + " needs at least " + rule.figure().samplesToPass() + " " + most.noun()
                + " to pass; there are " + (decided.size() > 1 ? "at most " : "") + most.samples()
                + ", none over the limit";
    }

    /** A place, and how it stands. */
    record Decided(Candidate candidate, Candidate.Judged judged) {}

    private static String tooFew(GateRule rule, List<Candidate> candidates, long needed) {
        MeasuredMetric reading = candidates.get(0).reading();
        String noun = reading.noun();
        if (candidates.size() == 1) {
            String one = noun.endsWith("s") ? noun.substring(0, noun.length() - 1) : noun;
            return (reading.samples() == 0 ? "no " + noun : "only " + Format.count(reading.samples(), one))
                    + ", at least "
                    + needed + " needed"
                    + (reading.note().equals(GaugeMetric.STARVED) ? ": " + GaugeMetric.STARVED : "");
        }
        return (rule.names().isPresent() ? "none of them" : "no phase") + " has at least " + needed + " " + noun;
    }

    private String whyAbsent(GateRule rule, List<RunPart> places) {
        if (rule.names().isPresent()) {
            List<String> there = places.stream()
                    .flatMap(place -> rule.figure().names(place).stream())
                    .distinct()
                    .toList();
            if (there.stream().noneMatch(rule.names().get()::matches)) {
                return "no " + rule.figure().ofWhat() + " matches '"
                        + rule.names().get().text() + "'; "
                        + (there.isEmpty()
                                ? "none has this metric"
                                : "known: "
                                        + there.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                                        + (there.size() > NAMES_SHOWN ? " …" : ""));
            }
        }
        return rule.needsHistograms() && percentiles == Percentiles.NONE
                ? rule.metric() + " is not in run.json, and the histograms were not read"
                : rule.metric() + " was not measured";
    }

    private void absent(GateRule rule, String why, String next) {
        if (rule.ifMeasured()) {
            notMeasured.add(new NotMeasured(rule.name(), rule.text(), why));
        } else {
            inconclusive(rule, why, next);
        }
    }

    private void inconclusive(GateRule rule, String why, String next) {
        gates.add(Ruling.gate(
                rule,
                Outcome.INCONCLUSIVE,
                null,
                rule.limit(),
                "",
                why,
                rule.failLimit().isPresent() ? rule.failLimit().getAsDouble() : null,
                next));
    }
}
