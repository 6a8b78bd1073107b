package io.orchestress.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.config.HookSettings.Event;
import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Severity;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.report.Sentences;
import io.orchestress.text.PlainText;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The content of a notification about a run. docs/ci.md describes the payload and the variables.
 *
 * @param folder of the record
 * @param artefacts page with the files of the pipeline's job; empty where it is not known
 */
public record Notification(RunRecord run, Verdict verdict, Path folder, Optional<URI> artefacts) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "orchestress.verdict/1";
    private static final int LINES = 10;

    /** Returns the events for which hooks are called. */
    public Set<Event> events() {
        Set<Event> events = new TreeSet<>(Set.of(Event.VERDICT));
        events.addAll(
                switch (verdict.outcome()) {
                    case PASS -> Set.of(Event.PASS);
                    case WARN -> Set.of(Event.WARN);
                    case FAIL -> Set.of(Event.FAIL);
                    case INCONCLUSIVE -> Set.of(Event.INCONCLUSIVE);
                    case INTERRUPTED -> Set.of(Event.INCONCLUSIVE, Event.INTERRUPTED);
                });
        if (!regressions().isEmpty()) {
            events.add(Event.REGRESSION);
        }
        if (regressions().stream().anyMatch(change -> change.severity() == Severity.CRITICAL)) {
            events.add(Event.CRITICAL_REGRESSION);
        }
        return events;
    }

    /** Regressions that warn or fail, worst first. */
    private List<Change> regressions() {
        Comparison comparison = run.comparison();
        return comparison == null
                ? List.of()
                : comparison.regressions().stream()
                        .filter(change -> change.outcome() != Outcome.PASS)
                        .toList();
    }

    /** The same in every attempt at telling one hook of one run: who is told twice can know it. */
    String id(String hook) {
        return run.runId() + "/" + hook;
    }

    /** JSON for a webhook's body and a command's standard input. */
    String payload(String hook) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", VERSION).put("id", id(hook)).put("text", text());
        ArrayNode names = root.putArray("events");
        events().forEach(event -> names.add(event.configName()));
        root.put("outcome", verdict.outcome().name()).put("reason", clean(verdict.reason()));
        root.put("score", verdict.score()).put("grade", verdict.grade());
        root.put("artefacts", artefacts.map(URI::toString).orElse(null));
        ObjectNode of = root.putObject("run");
        of.put("id", run.runId()).put("simulation", clean(run.simulation())).put("workload", clean(run.workload()));
        of.put("profile", clean(run.profile())).put("status", run.status().json());
        of.put("target", clean(run.target().url()))
                .put("protocol", clean(run.target().protocol()));
        of.put("startedAt", run.startedAt().toString());
        ArrayNode gates = root.putArray("gates");
        for (Verdict.Gate gate : verdict.gates()) {
            gates.addObject()
                    .put("name", clean(gate.name()))
                    .put("outcome", gate.outcome().name())
                    .put("actual", gate.actual())
                    .put("threshold", gate.threshold())
                    .put("unit", clean(gate.unit()))
                    .put("note", clean(gate.note()));
        }
        ArrayNode regressions = root.putArray("regressions");
        regressions().forEach(change -> regressions.add(regression(change)));
        root.put(
                "baseline",
                run.comparison() == null ? null : clean(run.comparison().baseline()));
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static ObjectNode regression(Change change) {
        return JSON.createObjectNode()
                .put("metric", clean(change.metric()))
                .put("request", clean(change.request()))
                .put("unit", clean(change.unit()))
                .put("before", change.before())
                .put("after", change.after())
                .put("change", change.change())
                .put("from", change.from())
                .put("to", change.to())
                .put("severity", severity(change))
                .put("outcome", change.outcome().name());
    }

    private static @Nullable String severity(Change change) {
        return change.severity() == null ? null : Sentences.word(change.severity());
    }

    /** For a chat, in the form of Slack: {@code &}, {@code <} and {@code >} would be markup there. */
    private String text() {
        StringBuilder text =
                new StringBuilder(verdict.outcome() + " " + clean(run.simulation()) + ": " + clean(verdict.reason()));
        regressions().stream()
                .limit(LINES)
                .forEach(change -> text.append("\n• ").append(Sentences.change(change)));
        if (regressions().size() > LINES) {
            text.append("\n• and ").append(regressions().size() - LINES).append(" more");
        }
        String escaped =
                text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return escaped + artefacts.map(link -> "\n" + link).orElse("");
    }

    /** Environment variables for a command. */
    Map<String, String> facts(String hook) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("ORCHESTRESS_HOOK", hook);
        facts.put(
                "ORCHESTRESS_EVENTS",
                String.join(" ", events().stream().map(Event::configName).toList()));
        facts.put("ORCHESTRESS_OUTCOME", verdict.outcome().name());
        facts.put("ORCHESTRESS_REASON", clean(verdict.reason()));
        facts.put("ORCHESTRESS_RUN", clean(run.runId()));
        facts.put("ORCHESTRESS_SIMULATION", clean(run.simulation()));
        facts.put("ORCHESTRESS_TARGET", clean(run.target().url()));
        facts.put("ORCHESTRESS_RECORD", folder.toString());
        facts.put("ORCHESTRESS_REGRESSIONS", Integer.toString(regressions().size()));
        facts.put("ORCHESTRESS_ARTEFACTS", artefacts.map(URI::toString).orElse(""));
        return facts;
    }

    private static String clean(String text) {
        return PlainText.clean(text);
    }
}
