package io.orchestress.report.ci;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.analysis.Findings;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.report.ComparisonFacts;
import io.orchestress.report.Priorities;
import io.orchestress.report.RunFacts;
import io.orchestress.report.Sentences;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The issue list as SARIF 2.1.0, {@code results.sarif}: a rule for each type of issue with what to do as its help, a result for each
 * issue. Where it is: phases and requests as logical locations; as physical one, without which GitHub refuses a result, the
 * simulation's source, {@code simulations/load/NAME.java}.
 *
 * <p>A result has the same fingerprint in every run of the simulation in which the same figure of the same phases and requests is the
 * same type of issue, so that one that stays is not reported as new: {@code SHA-256(simulation, type, metric, phases, requests)}.
 */
public final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final RunRecord run;
    private final Map<String, List<Issue>> byType = new LinkedHashMap<>();

    private Sarif(RunFacts facts) {
        run = facts.run();
        facts.issues()
                .forEach(issue -> byType.computeIfAbsent(PlainText.clean(issue.type()), type -> new ArrayList<>())
                        .add(issue));
    }

    /** Writes the log of one run; equal findings give equal text. */
    public static void write(Findings findings, Writer out) throws IOException {
        out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Sarif(new RunFacts(findings)).log()));
        out.write("\n");
    }

    private ObjectNode log() {
        ObjectNode log = JSON.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode only = log.putArray("runs").addObject();
        ObjectNode driver = only.putObject("tool").putObject("driver");
        driver.put("name", "Orchestress").put("version", PlainText.clean(run.toolVersion()));
        ArrayNode rules = driver.putArray("rules");
        ArrayNode results = JSON.createArrayNode();
        byType.forEach((type, issues) -> {
            issues.forEach(issue -> results.add(result(type, rules.size(), issue)));
            rules.add(rule(type, issues));
        });
        only.putObject("automationDetails")
                .put("id", "orchestress/" + name() + "/" + PlainText.clean(run.profile()) + "/");
        ObjectNode invocation = only.putArray("invocations").addObject();
        invocation.put("executionSuccessful", run.status() == RunStatus.COMPLETED);
        invocation.put("startTimeUtc", run.startedAt().toString());
        if (run.endedAt() != null) {
            invocation.put("endTimeUtc", run.endedAt().toString());
        }
        ObjectNode properties = only.putObject("properties")
                .put("run", run.runId())
                .put("target", PlainText.clean(run.target().url()));
        if (run.comparison() != null) {
            ComparisonFacts comparison = new ComparisonFacts(run.comparison());
            properties
                    .putObject("comparison")
                    .put("baseline", comparison.baseline())
                    .put("outcome", comparison.word())
                    .put("reason", PlainText.clean(run.comparison().reason()))
                    .put("advice", comparison.advice());
        }
        only.set("results", results);
        return log;
    }

    private static ObjectNode rule(String type, List<Issue> issues) {
        ObjectNode rule = JSON.createObjectNode().put("id", type);
        String words = PlainText.capital(type.toLowerCase(Locale.ROOT).replace('_', ' '));
        rule.putObject("shortDescription").put("text", words);
        rule.putObject("fullDescription").put("text", plain(issues.get(0).impact()));
        rule.putObject("help").put("text", help(issues));
        rule.putObject("defaultConfiguration").put("level", level(issues.get(0).severity()));
        rule.putObject("properties").putArray("tags").add("performance").add("reliability");
        return rule;
    }

    private static String help(List<Issue> issues) {
        Set<String> lines = new LinkedHashSet<>();
        issues.forEach(issue -> issue.recommendations()
                .forEach(r -> lines.add(Priorities.title(r.priority()) + ": " + plain(r.text()))));
        return lines.isEmpty() ? "See the report of the run." : String.join("\n", lines);
    }

    private ObjectNode result(String type, int rule, Issue issue) {
        Evidence evidence = issue.evidence();
        ObjectNode result = JSON.createObjectNode().put("ruleId", type).put("ruleIndex", rule);
        result.put("level", level(issue.severity()));
        result.putObject("message").put("text", plain(issue.description()));
        ObjectNode location = result.putArray("locations").addObject();
        ObjectNode source = location.putObject("physicalLocation");
        source.putObject("artifactLocation").put("uri", "simulations/load/" + name() + ".java");
        source.putObject("region").put("startLine", 1);
        location.set("logicalLocations", logicalLocations(evidence));
        result.putObject("partialFingerprints").put("orchestressIssue/v1", fingerprint(type, evidence));
        ObjectNode figures = result.putObject("properties");
        figures.put("severity", Sentences.word(issue.severity()));
        figures.put("metric", PlainText.clean(evidence.metric()));
        figures.put("actual", evidence.actual());
        if (evidence.threshold() != null) {
            figures.put("threshold", evidence.threshold());
        }
        figures.put("unit", PlainText.clean(evidence.unit()));
        figures.put("fromSeconds", evidence.fromSeconds()).put("toSeconds", evidence.toSeconds());
        return result;
    }

    private ArrayNode logicalLocations(Evidence evidence) {
        ArrayNode locations = JSON.createArrayNode();
        evidence.phases().forEach(phase -> locations.add(location("phase", phase)));
        evidence.requests().forEach(request -> locations.add(location("request", request)));
        if (locations.isEmpty()) {
            locations
                    .addObject()
                    .put("name", name())
                    .put("fullyQualifiedName", name())
                    .put("kind", "simulation");
        }
        return locations;
    }

    private ObjectNode location(String kind, String name) {
        String clean = PlainText.clean(name);
        return JSON.createObjectNode()
                .put("name", clean)
                .put("fullyQualifiedName", name() + "/" + kind + "/" + clean)
                .put("kind", kind);
    }

    private String fingerprint(String type, Evidence evidence) {
        List<String> parts = new ArrayList<>(List.of(run.simulation(), type, evidence.metric()));
        parts.add(String.join("\u0001", new TreeSet<>(evidence.phases())));
        parts.add(String.join("\u0001", new TreeSet<>(evidence.requests())));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\u0000", parts).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A simulation's name is that of a class: whatever else a record claims does not get into a path. */
    private String name() {
        return run.simulation().replaceAll("[^\\p{Alnum}_$-]", "_");
    }

    /** SARIF reads {@code [text](place)} as a link even in plain text. */
    private static String plain(String text) {
        return PlainText.clean(text).replace("](", "] (");
    }

    private static String level(Issue.Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
        };
    }
}
