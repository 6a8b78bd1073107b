package io.orchestress.report;

import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.LoadStep;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The load to plan with, in a sentence, and its caveats. */
public record PlanningAdvice(RunFacts facts, Optional<CapacityFacts> capacity, Optional<ScalabilityFacts> scalability) {

    /** By the cautious end of the interval; never more than was seen to be carried. */
    public String recommendation() {
        return capacity.map(this::byCapacity)
                .orElseGet(() -> scalability.map(ScalabilityFacts::sentence).orElse(""));
    }

    private String byCapacity(CapacityFacts c) {
        Capacity capacity = c.capacity();
        Estimate highest = capacity.highest();
        if (capacity.outcome() == Capacity.Outcome.FOUND && highest != null) {
            return "Plan for at most " + c.load(highest.low()) + " on this setup"
                    + (c.limitedBy().isEmpty()
                            ? ""
                            : "; above " + Format.number(highest.high()) + " the SLO is violated, first "
                                    + c.limitedBy())
                    + "." + today(c, highest);
        }
        String carried = capacity.bracketLow() > 0
                ? "Plan for at most " + c.load(capacity.bracketLow()) + ", the highest load sustained"
                : "Not ready";
        return switch (capacity.outcome()) {
            case BETWEEN ->
                carried + "; the limit is between that and "
                        + Format.number(capacity.bracketHigh() == null ? capacity.bracketLow() : capacity.bracketHigh())
                        + ".";
            case OUT_OF_TIME ->
                "Do not plan with this run: time ran out before the capacity was measured. Search again with more time.";
            case FOUND, INCONCLUSIVE -> "Do not plan with this run: its capacity is inconclusive. Search again.";
            case UNSTABLE -> "Do not plan with this run: the same load passed once and failed once. Search again.";
            case BELOW_LOWEST -> "Not ready: even the lowest load tested violated the SLO.";
            case ABOVE_HIGHEST -> carried + "; the limit is higher and was not reached.";
            case NOT_SEARCHED ->
                carried
                        + (capacity.bracketLow() > 0
                                ? "; run CapacityTest if that is not enough."
                                : ": no step met the SLO.");
        };
    }

    private static String today(CapacityFacts c, Estimate highest) {
        Double stated = c.capacity().expectedLoad();
        if (stated == null) {
            return "";
        }
        String today = " The expected " + c.shortLoad(stated);
        if (stated > highest.high()) {
            return today + " exceeds the capacity.";
        }
        return stated > highest.low()
                ? today + " is at the limit."
                : today + " leaves at least " + Format.percent(highest.low() / stated - 1) + " headroom.";
    }

    /** Returns the conditions under which the advice holds, and what the run did not test, a sentence each. */
    public List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        RunRecord run = facts.run();
        caveats.add(injector(run.injector()));
        if (run.status() != RunStatus.COMPLETED) {
            caveats.add(StatusLine.of(facts).orElse("The run did not complete."));
        }
        if (run.target().embedded()) {
            caveats.add("Load generator and target shared one machine: each had less of it than it would have alone.");
        }
        longest()
                .ifPresent(seconds -> caveats.add("No step lasted longer than " + Format.duration(seconds)
                        + ": effects that build up over hours were not tested."));
        Planning planning = run.planning();
        if (planning == null || planning.recoveries().isEmpty()) {
            caveats.add("Recovery from overload was not tested.");
        }
        if (planning == null || planning.drifts().isEmpty()) {
            caveats.add("Leaks and drift were not tested.");
        }
        caveats.add("It holds for this task mix, configuration and machine only.");
        scalability
                .map(s -> s.scalability().refusal())
                .map(PlainText::clean)
                .ifPresent(refusal -> caveats.add("Scaling: " + refusal + (refusal.endsWith(".") ? "" : ".")));
        return caveats;
    }

    private Optional<Double> longest() {
        return capacity.flatMap(c -> c.capacity().steps().stream()
                .map((LoadStep s) -> s.toSeconds() - s.fromSeconds())
                .max(Double::compare));
    }

    private static String injector(@Nullable InjectorHealth health) {
        if (health == null) {
            return "It is unknown whether the load generator kept up.";
        }
        String limits =
                String.join("; ", health.limits().stream().map(PlainText::clean).toList());
        String able = health.canDo() == null
                ? ""
                : " Calibrated here: " + PlainText.clean(health.canDo()).replaceFirst("^calibrated here: ", "") + ".";
        String said = limits.isEmpty() ? "" : ": " + limits;
        if (health.wasTakenAway()) {
            return health.headline() + said + ". Latencies may include delays that are not the target's." + able;
        }
        return switch (health.outcome()) {
            case PASS -> "The load generator kept up" + cpu(health) + "." + able;
            case WARN -> health.headline() + said + "." + able;
            case FAIL ->
                health.headline() + said + ". These results describe the load generator, not the target." + able;
            case INCONCLUSIVE, INTERRUPTED -> "The load generator has too few readings to evaluate" + said + "." + able;
        };
    }

    private static String cpu(InjectorHealth health) {
        return health.cpu() == null ? "" : " (" + Format.percent(health.cpu()) + " of its CPU)";
    }
}
