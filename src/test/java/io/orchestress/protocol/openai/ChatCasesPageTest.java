package io.orchestress.protocol.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.LlmCase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/protocols/openai-cases.md} is the table of the cases, for people. */
class ChatCasesPageTest {
    private static final String PAGE = "../../../../docs/protocols/openai-cases.md";

    @Test
    void thePageIsWrittenFromTheTable() throws IOException {
        StringBuilder page = new StringBuilder("""
                # What is made of answers of OpenAI-compatible servers

                Written by a test from `src/test/resources/cases/llm/openai.json`, of which every row is an answer that the tests send byte by byte. [OpenAI](openai.md) says the
                rules, [a decision](../decisions/0027-answers-as-they-are.md) why; this says what comes out.

                | case | the answer | becomes |
                |---|---|---|
                """);
        for (LlmCase given : LlmCase.of("openai")) {
            page.append("| ")
                    .append(given.id())
                    .append(" | ")
                    .append(escaped(given.row().path("what").asText()))
                    .append(" | ")
                    .append(escaped(outcome(given.expect())))
                    .append(" |\n");
        }
        Golden.assertMatches(PAGE, page.toString());
    }

    private static String outcome(JsonNode expect) {
        List<String> all = new ArrayList<>(List.of("`" + expect.path("outcome").asText() + "`"));
        for (String name : List.of("chunks", "ttftMs", "tpotMs", "in", "cached", "out", "hidden", "retryAfterMs")) {
            if (expect.has(name)) {
                all.add(name.replace("Ms", " ms").replaceFirst("^(in|cached|out|hidden)$", "tokens $1") + " "
                        + expect.path(name).asText());
            }
        }
        if (expect.path("inOneRead").asBoolean()) {
            all.add("not streamed: no time per token");
        } else if (expect.has("gaps")) {
            all.add("gaps between " + expect.path("gaps").asText());
        }
        if (expect.path("impossible").asBoolean()) {
            all.add("tokens impossible");
        }
        expect.path("says").forEach(words -> all.add("says \"" + words.asText() + "\""));
        expect.path("notes").forEach(note -> all.add("noted"));
        return String.join(", ", all);
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
