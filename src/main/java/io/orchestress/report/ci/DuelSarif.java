package io.orchestress.report.ci;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.DuelRecord.Outcome;
import io.orchestress.report.duel.DuelFacts;
import java.io.IOException;
import java.io.Writer;

/**
 * A duel as SARIF 2.1.0: a result of level {@code error} for each figure that is worse, one of level {@code warning} for a duel that was not
 * decided, and none for one that passed.
 */
public final class DuelSarif {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String WORSE = "DUEL_WORSE";
    private static final String UNDECIDED = "DUEL_UNDECIDED";

    private DuelSarif() {}

    /** Equal duels give equal text. */
    public static void write(DuelRecord duel, Writer out) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Orchestress");
        driver.put("version", duel.toolVersion());
        ArrayNode rules = driver.putArray("rules");
        rule(rules, WORSE, "A metric of the candidate is worse than the baseline's by more than its tolerance.");
        rule(rules, UNDECIDED, "The duel is inconclusive.");
        ArrayNode results = run.putArray("results");
        if (duel.outcome() == Outcome.WORSE) {
            DuelFacts.figures(duel).stream()
                    .filter(figure -> figure.worse() && !figure.notWorse())
                    .forEach(figure -> result(results, WORSE, "error", DuelFacts.sentence(figure), duel));
        } else if (duel.outcome() != Outcome.NOT_WORSE && duel.outcome() != Outcome.BETTER) {
            result(results, UNDECIDED, "warning", DuelFacts.sentence(duel), duel);
        }
        out.write(JSON.writeValueAsString(root));
        out.write("\n");
    }

    private static void rule(ArrayNode rules, String id, String text) {
        ObjectNode rule = rules.addObject();
        rule.put("id", id);
        rule.putObject("shortDescription").put("text", text);
    }

    private static void result(ArrayNode results, String rule, String level, String message, DuelRecord duel) {
        ObjectNode result = results.addObject();
        result.put("ruleId", rule);
        result.put("level", level);
        // SARIF reads [text](place) as a link even in plain text.
        result.putObject("message").put("text", message.replace("](", "] ("));
        String name = duel.simulation().replaceAll("[^\\p{Alnum}_$-]", "_");
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", "simulations/load/" + name + ".java");
        place.putObject("region").put("startLine", 1);
    }
}
