package io.orchestress.report;

import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.record.LoadStep;
import io.orchestress.record.RunRecord;
import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The capacity of a run in words and numbers. */
public record CapacityFacts(Capacity capacity, RunRecord run) {
    private static final String P95 = SloCondition.percentile(95, 0).name();

    /** Empty where the run had no steps of load. */
    public static Optional<CapacityFacts> of(RunRecord run) {
        return Optional.ofNullable(run.planning())
                .flatMap(planning -> Optional.ofNullable(planning.capacity()))
                .map(capacity -> new CapacityFacts(capacity, run));
    }

    public String sentence() {
        return PlainText.clean(capacity.sentence());
    }

    /** {@code 412 arrivals/s}, {@code 40 users}. */
    public String load(double load) {
        return Format.number(load) + " " + PlainText.clean(capacity.unit());
    }

    /** {@code 412/s}, {@code 40 users}. */
    public String shortLoad(double load) {
        return capacity.unit().endsWith("/s") ? Format.rate(load) : load(load);
    }

    /** {@code 396 to 431}. */
    public static String interval(Estimate estimate, Function<Double, String> text) {
        return text.apply(estimate.low()) + " to " + text.apply(estimate.high());
    }

    /** Returns the outcome in two or three words. */
    public String outcome() {
        return switch (capacity.outcome()) {
            case FOUND -> "FOUND";
            case BETWEEN -> "BETWEEN";
            case OUT_OF_TIME -> "OUT OF TIME";
            case BELOW_LOWEST -> "BELOW THE LOWEST LOAD";
            case ABOVE_HIGHEST -> "ABOVE THE HIGHEST LOAD";
            case UNSTABLE -> "UNSTABLE";
            case NOT_SEARCHED -> "NOT SEARCHED";
            case INCONCLUSIVE -> "INCONCLUSIVE";
        };
    }

    /** Whether the run tells a capacity, or a bound of it, that may be planned with. */
    public boolean isTold() {
        return switch (capacity.outcome()) {
            case FOUND, BETWEEN, BELOW_LOWEST, ABOVE_HIGHEST, NOT_SEARCHED -> true;
            case OUT_OF_TIME, UNSTABLE, INCONCLUSIVE -> false;
        };
    }

    /** Class of the badge. */
    public String level() {
        return switch (capacity.outcome()) {
            case FOUND, BETWEEN -> "pass";
            case BELOW_LOWEST -> "fail";
            case UNSTABLE -> "warn";
            case ABOVE_HIGHEST, NOT_SEARCHED -> "same";
            case OUT_OF_TIME, INCONCLUSIVE -> "inconclusive";
        };
    }

    /** Between which loads the capacity lies: the interval where it was found, else what the steps say. */
    public String range() {
        Estimate highest = capacity.highest();
        if (highest != null) {
            return "95 % interval " + interval(highest, Format::number);
        }
        Double high = capacity.bracketHigh();
        if (high == null) {
            return capacity.bracketLow() > 0 ? "sustained up to there" : "no step passed";
        }
        if (capacity.outcome() == Capacity.Outcome.BETWEEN) {
            return "sustained " + Format.number(capacity.bracketLow()) + ", not " + Format.number(high);
        }
        return capacity.bracketLow() > 0
                ? "sustained " + Format.number(capacity.bracketLow()) + ", not " + Format.number(high)
                : "not even " + Format.number(high);
    }

    /** {@code 412}, {@code > 640}, {@code < 20}, {@code 160 to 320}. */
    public String figure() {
        Estimate highest = capacity.highest();
        Double high = capacity.bracketHigh();
        if (highest != null) {
            return Format.number(highest.value());
        }
        if (high == null) {
            return capacity.bracketLow() > 0 ? "> " + Format.number(capacity.bracketLow()) : MetricTable.NONE;
        }
        return capacity.bracketLow() > 0
                ? Format.number(capacity.bracketLow()) + " to " + Format.number(high)
                : "< " + Format.number(high);
    }

    public String limitedBy() {
        return capacity.limitedBy().stream().map(PlainText::clean).collect(Collectors.joining(", "));
    }

    /** {@code 14 steps: 9 good, 4 bad, 1 void}. */
    public String stepsInWords() {
        Map<String, Long> by = capacity.steps().stream()
                .collect(Collectors.groupingBy(
                        LoadStep::word,
                        () -> new TreeMap<>(Comparator.comparingInt(List.of("good", "bad", "void")::indexOf)),
                        Collectors.counting()));
        return Format.count(capacity.steps().size(), "step")
                + by.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    /** {@code , from 50 to 524 arrivals/s in 4 min 20 s}; empty where there is none. */
    public String driven() {
        if (capacity.steps().isEmpty()) {
            return "";
        }
        DoubleSummaryStatistics loads =
                capacity.steps().stream().mapToDouble(LoadStep::load).summaryStatistics();
        double end =
                capacity.steps().stream().mapToDouble(LoadStep::toSeconds).max().orElse(0);
        return "; from " + Format.number(loads.getMin()) + " to " + load(loads.getMax()) + " in "
                + Format.duration(end);
    }

    /** {@code p95 <= 2 s, error-rate <= 1 %}: the conditions that a step had to meet; empty where the record does not have them. */
    public String slo() {
        return conditions().map(CapacityFacts::rule).collect(Collectors.joining(", "));
    }

    private static String rule(SloCondition condition) {
        return PlainText.clean(condition.name())
                + switch (condition.kind()) {
                    case SLOWER -> " <= " + Format.limit(condition.limitMicros(), "µs");
                    case FAILED -> " <= " + Format.limit(condition.allowed(), "ratio");
                    case NOT_GOOD -> " >= " + Format.limit(1 - condition.allowed(), "ratio");
                };
    }

    private Stream<SloCondition> conditions() {
        return capacity.slo() == null ? Stream.empty() : capacity.slo().stream();
    }

    /** Limit of p95, of the SLO or else from where it broke; empty where neither says. */
    public OptionalDouble p95LimitMillis() {
        OptionalDouble limit = conditions()
                .filter(condition -> condition.kind() == SloCondition.Kind.SLOWER)
                .filter(condition -> condition.name().equals(P95))
                .mapToDouble(condition -> condition.limitMicros() / 1e3)
                .findFirst();
        return limit.isPresent()
                ? limit
                : capacity.breakingPoints().stream()
                        .filter(b -> b.cause().equals("response-time"))
                        .filter(b -> b.unit().equals("ms") || b.unit().equals("s"))
                        .mapToDouble(b -> b.unit().equals("s") ? b.threshold() * 1e3 : b.threshold())
                        .findFirst();
    }
}
