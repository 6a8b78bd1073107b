package io.orchestress.analysis.gates;

import io.orchestress.record.OfferedLoad;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.metric.RunPart;
import io.orchestress.text.Format;
import java.util.OptionalDouble;

/**
 * One figure that a rule looks at, with the limits that hold for it there.
 *
 * @param name of the request or task; {@code *}: all together
 * @param beyond outcome beyond {@code limit}
 * @param needed samples before the place is judged
 */
record Candidate(
        RunPart place,
        String name,
        MeasuredMetric reading,
        double limit,
        OptionalDouble failLimit,
        Outcome beyond,
        String note,
        long needed) {
    private static final double SHARE_OF_OFFER = 0.95;

    static Candidate of(
            GateRule rule, RunPart place, String name, MeasuredMetric reading, OfferedLoad offered, long minSamples) {
        long needed = rule.figure().needed(minSamples, place, rule.relation());
        boolean offer = rule.figure().equals(GateMetrics.THROUGHPUT)
                && rule.names().isEmpty()
                && place.tenant().isEmpty()
                && !place.isRun();
        return offer
                ? ofThroughput(rule, place, name, reading, offered.perSec(place.name()), needed)
                : new Candidate(
                        place, name, reading, rule.limit(), rule.failLimit(), rule.level(), reading.note(), needed);
    }

    /**
     * Against the limit or, where the workload offered less than that, against 95 % of what it offered. Users without a pace offer
     * only as much as the target answers: below the limit such a run cannot tell what it would have carried.
     */
    private static Candidate ofThroughput(
            GateRule rule, RunPart place, String name, MeasuredMetric reading, OptionalDouble offer, long needed) {
        double most = offer.isPresent() ? SHARE_OF_OFFER * offer.getAsDouble() : Double.MAX_VALUE;
        double limit = Math.min(rule.limit(), most);
        OptionalDouble failLimit = rule.failLimit().isPresent()
                ? OptionalDouble.of(Math.min(rule.failLimit().getAsDouble(), most))
                : OptionalDouble.empty();
        String note = "";
        if (limit < rule.limit()) {
            note = "the workload offers less than " + Format.limit(rule.limit(), "1/s")
                    + "; the limit is 95 % of the offered load";
        } else if (offer.isEmpty() && !rule.relation().holds(reading.value(), limit)) {
            note =
                    "users without a pace send only as fast as the target responds, so its maximum throughput is unknown";
            return new Candidate(
                    place, name, reading, limit, OptionalDouble.empty(), Outcome.INCONCLUSIVE, note, needed);
        }
        return new Candidate(place, name, reading, limit, failLimit, rule.level(), note, needed);
    }

    /** How near to breaking its limit, or how far beyond; the larger, the worse. */
    double badness(Relation relation) {
        double value = reading.value();
        if (relation.isUpper()) {
            return value;
        }
        return limit > 0 ? -value / limit : -value;
    }

    /** @param places that are judged by the rule */
    Judged judged(Relation relation, int places) {
        LimitStatus first = LimitStatus.of(reading, relation, limit, places);
        if (failLimit.isEmpty()) {
            return of(first, limit, beyond);
        }
        double far = failLimit.getAsDouble();
        LimitStatus last =
                LimitStatus.of(reading, relation.isUpper() ? Relation.AT_MOST : Relation.AT_LEAST, far, places);
        return switch (last) {
            case BROKEN -> new Judged(Outcome.FAIL, last, far);
            case CLOSE -> new Judged(Outcome.INCONCLUSIVE, last, far);
            case TOO_FEW ->
                first == LimitStatus.TOO_FEW
                        ? new Judged(Outcome.INCONCLUSIVE, first, limit)
                        : new Judged(Outcome.INCONCLUSIVE, LimitStatus.CLOSE, limit);
            case KEPT -> of(first, limit, Outcome.WARN);
        };
    }

    /** What is close to a limit may be beyond it: a limit that only warns does so, and one that fails cannot be told. */
    private static Judged of(LimitStatus standing, double limit, Outcome beyond) {
        return switch (standing) {
            case KEPT -> new Judged(Outcome.PASS, standing, limit);
            case BROKEN -> new Judged(beyond, standing, limit);
            case CLOSE -> new Judged(beyond == Outcome.FAIL ? Outcome.INCONCLUSIVE : beyond, standing, limit);
            case TOO_FEW -> new Judged(Outcome.INCONCLUSIVE, standing, limit);
        };
    }

    /**
     * @param standing to the limit that decided
     * @param limit that one
     */
    record Judged(Outcome outcome, LimitStatus standing, double limit) {
        boolean isTooFew() {
            return standing == LimitStatus.TOO_FEW;
        }
    }

    boolean hasEnough() {
        return reading.samples() >= needed;
    }

    /** Samples that would decide a limit, see {@link LimitEvidence.Chance}. */
    double decisive(double of, Relation relation) {
        return reading.evidence()
                .map(evidence -> evidence.against(of, relation).decisive())
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** What was seen beyond a limit; empty where there is nothing but the figure. */
    String seen(double of, Relation relation) {
        return reading.evidence()
                .map(evidence -> evidence.against(of, relation).words())
                .orElse("");
    }
}
