package io.orchestress.report;

import io.orchestress.analysis.Findings;
import io.orchestress.analysis.Timeline;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.Issue;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.SaturatedSum;
import io.orchestress.report.MetricTable.Line;
import io.orchestress.report.Table.Kind;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The findings in the form that several kinds of report share. */
public record RunFacts(Findings findings) {
    private static final String AFTER_PLAN = "after the plan";

    public RunRecord run() {
        return findings.record();
    }

    /** Returns the metrics of agents over the run, without warm-up; empty when nothing was measured. */
    public Optional<AgentResult> agents() {
        return Optional.ofNullable(run().agents()).map(AgentResults::total).filter(RunFacts::saysSomething);
    }

    /** The same by phase, warm-up included. */
    public List<AgentResult> agentPhases() {
        AgentResults agents = run().agents();
        return agents == null ? List.of() : agents.phases();
    }

    private static boolean saysSomething(AgentResult agents) {
        return agents.tasks() != null
                || !agents.metrics().isEmpty()
                || agents.streams() != null
                || agents.tokens() != null
                || agents.routing() != null;
    }

    /** Returns the kind of stress, such as {@code cpu}; empty where none was chosen. */
    public Optional<String> stressKind() {
        return Optional.ofNullable(run().stressKind()).map(PlainText::clean);
    }

    public boolean closedModel() {
        return run().model() != LoadModel.OPEN;
    }

    /** Seconds of load that were driven: to the end of the last phase, or of the time line where there are no phases yet. */
    public double loadSeconds() {
        return run().phases().stream()
                .mapToDouble(PhaseResult::endSeconds)
                .max()
                .orElse(lineSeconds());
    }

    /** Where time lines end: with the load, or with the last answer after it. */
    public double chartSeconds() {
        return Math.max(Math.max(loadSeconds(), lineSeconds()), 1);
    }

    private double lineSeconds() {
        List<Timeline.Bin> bins = findings.timeline().bins();
        return bins.isEmpty()
                ? 0
                : bins.get(bins.size() - 1).atSeconds() + findings.timeline().binSeconds();
    }

    public double plannedSeconds() {
        return run().plan().stream().mapToDouble(PlannedPhase::endSeconds).max().orElse(0);
    }

    /** Phases that count towards a verdict and have samples, in order. */
    public List<PhaseResult> measuredPhases() {
        return run().phases().stream()
                .filter(phase -> !phase.warmUp() && phase.total().count() > 0)
                .toList();
    }

    /** The phase that was driven at this second; the later one where two meet. */
    public Optional<PhaseResult> phaseAt(double seconds) {
        return run().phases().stream()
                .filter(phase -> seconds >= phase.startSeconds() && seconds <= phase.endSeconds())
                .reduce((before, after) -> after);
    }

    public Optional<PlannedPhase> planned(String phase) {
        return run().plan().stream().filter(p -> p.name().equals(phase)).findFirst();
    }

    /** {@code 100 users} or {@code 100/s}; empty where the plan does not know the phase. */
    public String load(String phase) {
        return planned(phase)
                .map(p -> closedModel()
                        ? Format.number(p.load()) + (p.load() == 1 ? " user" : " users")
                        : Format.rate(p.load()))
                .orElse("");
    }

    /** The whole run; its phases added up where the record has no totals yet. */
    public long requests() {
        RequestResult totals = run().totals();
        return totals != null
                ? totals.count()
                : run().phases().stream().mapToLong(p -> p.total().count()).reduce(0, SaturatedSum::plus);
    }

    /** Requests per second outside warm-up; over the load so far where the record has no totals yet. */
    public double meanPerSec() {
        RequestResult totals = run().totals();
        return totals != null ? totals.throughputPerSec() : requests() / Math.max(1, loadSeconds());
    }

    /** Returns the scope of the totals, which leave out warm-up phases. */
    public String judged() {
        boolean faults = run().plan().stream().anyMatch(phase -> phase.warmUp() && isFault(phase.kind()));
        boolean warmUp = run().plan().stream().anyMatch(phase -> phase.warmUp() && !isFault(phase.kind()));
        if (faults) {
            return warmUp ? "no warm-up, no faults" : "without faults";
        }
        return warmUp ? "without warm-up" : "whole run";
    }

    /** From worst to least; equals in the order of the record. */
    public List<Issue> issues() {
        return run().issues().stream()
                .sorted(Comparator.comparing(Issue::severity))
                .toList();
    }

    /** Recommendations of all issues and their symptoms by priority, each text once, with the issues that call for it. */
    public Map<Issue.Priority, Map<String, Set<String>>> recommendations() {
        Map<Issue.Priority, Map<String, Set<String>>> groups = new LinkedHashMap<>();
        for (Issue.Priority priority : Issue.Priority.values()) {
            Map<String, Set<String>> texts = new LinkedHashMap<>();
            issues().stream()
                    .flatMap(Issue::withSymptoms)
                    .forEach(issue -> issue.recommendations().stream()
                            .filter(r -> r.priority() == priority)
                            .forEach(r -> texts.computeIfAbsent(PlainText.clean(r.text()), t -> new LinkedHashSet<>())
                                    .add(PlainText.clean(issue.type()))));
            if (!texts.isEmpty()) {
                groups.put(priority, texts);
            }
        }
        return groups;
    }

    /** Types of the symptoms of an issue, each once, worst first; empty where it has none. */
    public static String symptomTypes(Issue issue) {
        return issue.symptoms().stream()
                .map(symptom -> PlainText.clean(symptom.type()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Phases, and what started after the last one. */
    public List<PhaseResult> phasesAndAfter() {
        List<PhaseResult> all = new ArrayList<>(run().phases());
        Optional.ofNullable(run().afterPlan()).ifPresent(all::add);
        return all;
    }

    /** Rows of the table of phases: every planned phase, reached or not, what started after them, then the whole run. */
    public List<Line> phaseLines() {
        List<Line> lines = new ArrayList<>();
        Set<String> planned = new HashSet<>();
        for (PlannedPhase plan : run().plan()) {
            planned.add(plan.name());
            Optional<PhaseResult> result = run().phases().stream()
                    .filter(p -> p.name().equals(plan.name()))
                    .findFirst();
            if (result.isPresent()) {
                lines.addAll(lines(result.get(), Format.number(plan.load())));
            } else {
                lines.add(notReached(plan));
            }
        }
        run().phases().stream()
                .filter(phase -> !planned.contains(phase.name()))
                .forEach(phase -> lines.addAll(lines(phase, MetricTable.NONE)));
        PhaseResult after = run().afterPlan();
        if (after != null) {
            lines.add(afterPlan(after));
        }
        RequestResult totals = run().totals();
        if (totals != null) {
            lines.addAll(Line.of(Kind.TOTAL, judged(), "", "", totals));
        }
        return lines;
    }

    /** {@code spike · 1:10–4:10 · warm-up}. */
    public static String note(PhaseResult phase) {
        return (phase.kind().configName().equals(phase.name()) ? "" : phase.kind() + " · ")
                + Format.clockRange(phase.startSeconds(), phase.endSeconds())
                + (!phase.warmUp() ? "" : isFault(phase.kind()) ? " · not evaluated" : " · warm-up");
    }

    private static boolean isFault(PhaseKind kind) {
        return kind == PhaseKind.FAULT;
    }

    /** The latency limit T of the Apdex, {@code 500 ms}; absent where the record does not have it. */
    public @Nullable String apdexT() {
        Long millis = run().apdexMillis();
        return millis == null ? null : Format.limit(millis, "ms");
    }

    private static List<Line> lines(PhaseResult phase, String planned) {
        boolean fault = isFault(phase.kind());
        return Line.of(
                phase.warmUp() && !fault ? Kind.WARM_UP : Kind.PLAIN,
                PlainText.clean(phase.name())
                        + (fault && !phase.name().equals(phase.kind().configName()) ? " (fault)" : ""),
                note(phase),
                planned,
                phase.total());
    }

    /** Counts alone, in a row of their own: they are in the total's counts, and in no rate. */
    private static Line afterPlan(PhaseResult after) {
        return new Line(
                Kind.PLAIN,
                AFTER_PLAN,
                Format.clockRange(after.startSeconds(), after.endSeconds())
                        + " · calls that outlasted the plan, in no rate",
                "",
                after.total(),
                null);
    }

    private static Line notReached(PlannedPhase plan) {
        String note = "not reached · " + Format.clockRange(plan.startSeconds(), plan.endSeconds());
        return new Line(Kind.NOT_REACHED, PlainText.clean(plan.name()), note, Format.number(plan.load()), null, null);
    }
}
