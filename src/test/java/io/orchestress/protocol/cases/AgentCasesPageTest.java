package io.orchestress.protocol.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.protocol.cases.AgentCases.Case;
import io.orchestress.testkit.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/protocols/agents-cases.md} is the table of the cases, for people. */
class AgentCasesPageTest {
    private static final String PAGE = "../../../../docs/protocols/agents-cases.md";

    @Test
    void thePageIsWrittenFromTheTable() throws IOException {
        StringBuilder page = new StringBuilder("""
                # What is counted as what: a2a, langgraph, rest

                Written by a test from `src/test/resources/cases/agents`, of which every row is played, byte by byte, over a real connection. Most come from public
                reports of those who measured with other tools. [a2a](a2a.md), [langgraph](langgraph.md) and [rest](rest.md) say the rules.
                """);
        for (String protocol : List.of("a2a", "langgraph", "rest")) {
            page.append("\n## ").append(protocol).append("\n\n| the answer | is counted as | with |\n|---|---|---|\n");
            for (Case c : AgentCases.of(protocol + ".json")) {
                page.append("| ")
                        .append(escaped(c.what()))
                        .append(c.protocol().equals("a2a-0.3") ? " (0.3)" : "")
                        .append(c.protocol().equals("langgraph-wait") ? " (`mode = wait`)" : "")
                        .append(" | `")
                        .append(c.expect().path("outcome").asText())
                        .append("` | ")
                        .append(escaped(figures(c.expect())))
                        .append(" |\n");
            }
        }
        page.append("\n## Agent cards (a2a)\n\n| the card names | and so |\n|---|---|\n");
        for (Case c : AgentCases.of("cards.json")) {
            String loads = c.row().path("loads").asText();
            String says = c.row().path("says").path(0).asText();
            page.append("| ")
                    .append(escaped(c.what()))
                    .append(" | ")
                    .append(escaped(loads.isEmpty() ? "exit code 2: “… " + says + "”" : "the load goes to " + loads))
                    .append(" |\n");
        }
        Golden.assertMatches(PAGE, page.toString());
    }

    private static String figures(JsonNode expect) {
        List<String> figures = new ArrayList<>();
        if (expect.path("asked").asBoolean()) {
            figures.add("the run is asked for");
        }
        if (expect.has("chunks")) {
            int chunks = expect.path("chunks").asInt();
            figures.add(chunks == 0 ? "no times of a stream" : chunks == 1 ? "1 chunk" : chunks + " chunks");
        }
        if (expect.has("ttftMs")) {
            figures.add("TTFT " + expect.path("ttftMs").asText() + " ms");
        }
        if (expect.has("streamed")) {
            figures.add("told as not streamed");
        }
        if (expect.has("tokensIn")) {
            figures.add(expect.path("tokensIn").asText() + " tokens in, "
                    + expect.path("tokensOut").asText() + " out");
        }
        if (expect.path("impossible").asBoolean()) {
            figures.add("tokens unknown, and told as impossible");
        }
        expect.path("detail").forEach(part -> figures.add("says “" + part.asText() + "”"));
        return String.join("; ", figures);
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("__", "\\_\\_");
    }
}
