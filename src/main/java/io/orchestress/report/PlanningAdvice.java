package io.orchestress.report;

import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.LoadStep;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to plan with, in a sentence, and what the run did not test. */
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
            return "Plan with at most " + c.load(highest.low()) + " on what was tested"
                    + (c.limitedBy().isEmpty()
                            ? ""
                            : "; above " + Format.number(highest.high()) + " the SLO is broken, first by "
                                    + c.limitedBy())
                    + "." + today(c, highest);
        }
        String carried = capacity.bracketLow() > 0
                ? "Plan with no more than the " + c.load(capacity.bracketLow()) + " that were carried"
                : "Do not plan with this target as it is";
        return switch (capacity.outcome()) {
            case BETWEEN ->
                carried + "; the limit lies above that, and below the "
                        + Format.number(capacity.bracketHigh() == null ? capacity.bracketLow() : capacity.bracketHigh())
                        + " that it completes at most.";
            case OUT_OF_TIME ->
                "Do not plan with this run: it tried the target and did not measure it. Search again with more time.";
            case FOUND, INCONCLUSIVE -> "Do not plan with this run: it cannot tell what the target carries.";
            case UNSTABLE -> "Do not plan with this run: the same load was carried once and not again.";
            case BELOW_LOWEST -> "Do not plan with this target as it is: the lowest load that was tried broke the SLO.";
            case ABOVE_HIGHEST -> carried + "; its limit lies higher and was not reached.";
            case NOT_SEARCHED ->
                carried
                        + (capacity.bracketLow() > 0
                                ? "; search for the limit if that is not enough."
                                : ": no step met the SLO.");
        };
    }

    private static String today(CapacityFacts c, Estimate highest) {
        Double stated = c.capacity().expectedLoad();
        if (stated == null) {
            return "";
        }
        String today = " Today's " + c.shortLoad(stated);
        if (stated > highest.high()) {
            return today + " is more than it carries.";
        }
        return stated > highest.low()
                ? today + " is at the limit."
                : today + " leaves at least " + Format.percent(highest.low() / stated - 1) + " of room.";
    }

    /** What a reader must know before believing it. */
    public List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        RunRecord run = facts.run();
        caveats.add(injector(run.injector()));
        if (run.status() != RunStatus.COMPLETED) {
            caveats.add(StatusLine.of(facts).orElse("The run did not end as planned."));
        }
        if (run.target().embedded()) {
            caveats.add("Injector and target shared one machine: each had less of it than it would have alone.");
        }
        longest()
                .ifPresent(seconds -> caveats.add("No step was judged for longer than " + Format.duration(seconds)
                        + ": what builds up over hours was not seen here."));
        Planning planning = run.planning();
        if (planning == null || planning.recoveries().isEmpty()) {
            caveats.add("How the target comes back from overload was not tested.");
        }
        if (planning == null || planning.drifts().isEmpty()) {
            caveats.add("Leaks and drift were not tested.");
        }
        caveats.add(
                "It holds for this mix of tasks, this configuration and this machine; another has another capacity.");
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
            return "Whether the injector kept up is not known.";
        }
        String limits =
                String.join("; ", health.limits().stream().map(PlainText::clean).toList());
        String able = health.canDo() == null
                ? ""
                : " Calibrated here: " + PlainText.clean(health.canDo()).replaceFirst("^calibrated here: ", "") + ".";
        String said = limits.isEmpty() ? "" : ": " + limits;
        if (health.wasTakenAway()) {
            return "The machine was taken away from the injector"
                    + (health.outcome() == Outcome.FAIL ? "" : " at times") + said
                    + ". These figures hold waiting that is not the target's." + able;
        }
        return switch (health.outcome()) {
            case PASS -> "The injector kept up" + cpu(health) + "." + able;
            case WARN -> health.headline() + said + "." + able;
            case FAIL -> health.headline() + said + ". These figures are not the target's." + able;
            case INCONCLUSIVE, INTERRUPTED -> "Whether the injector kept up cannot be told" + said + "." + able;
        };
    }

    private static String cpu(InjectorHealth health) {
        return health.cpu() == null ? "" : " (" + Format.percent(health.cpu()) + " of its CPU)";
    }
}
