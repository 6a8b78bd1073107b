package io.orchestress.importer;

import io.orchestress.importer.ImportCases.Case;
import io.orchestress.testkit.Golden;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/import-cases.md} is the table of the cases, for people. */
class ImportCasesPageTest {
    private static final String PAGE = "../../../../docs/import-cases.md";

    @Test
    void thePageIsWrittenFromTheTable() throws IOException {
        Map<String, List<Case>> byTool = ImportCases.ALL.stream()
                .collect(Collectors.groupingBy(Case::tool, LinkedHashMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder("""
                # What is made of files of other tools

                Written by a test from `src/test/resources/cases/io/imports.json`, of which every row is a file that is imported by the tests.
                [Import](import.md) says the rules; this says what comes out.
                `PASS` and `FAIL` are by the gates as shipped.

                | tool | the file | becomes |
                |---|---|---|
                """);
        byTool.forEach((tool, cases) -> cases.forEach(c -> page.append("| ")
                .append(tool)
                .append(" | ")
                .append(escaped(c.what()))
                .append(" | ")
                .append(escaped(outcome(c)))
                .append(" |\n")));
        Golden.assertMatches(PAGE, page.toString());
    }

    private static String outcome(Case c) {
        if (c.exit() != 0) {
            return "refused (exit code 2): " + said(c);
        }
        StringBuilder outcome = new StringBuilder();
        if (c.requests() != null) {
            outcome.append(String.format(Locale.ROOT, "%,d request%s", c.requests(), c.requests() == 1 ? "" : "s"));
            if (!c.failures().isEmpty()) {
                outcome.append(" (")
                        .append(c.failures().entrySet().stream()
                                .map(e -> e.getValue() + " × " + e.getKey())
                                .collect(Collectors.joining(", ")))
                        .append(')');
            }
        }
        add(outcome, c.leftOut() == null ? "" : c.leftOut() + (c.leftOut() == 1 ? " row" : " rows") + " left out");
        add(outcome, c.phases().isEmpty() ? "" : "phases " + String.join(", ", c.phases()));
        add(outcome, c.names().isEmpty() || c.names().size() > 2 ? "" : "names " + String.join(", ", c.names()));
        add(
                outcome,
                c.tokens().entrySet().stream()
                        .filter(figure -> !figure.getKey().endsWith(".count"))
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(figure -> figure.getKey().replace('.', ' ').replaceFirst("^(in|out)$", "tokens $1")
                                + " "
                                + String.format(Locale.ROOT, "%,.0f", figure.getValue())
                                + (figure.getKey().endsWith(".p50") ? " ms" : ""))
                        .collect(Collectors.joining(", ")));
        add(outcome, c.startedAt() == null ? "" : "start " + c.startedAt());
        add(outcome, c.status().equals("completed") ? "" : "end unknown");
        add(outcome, c.verdict() == null ? "" : c.verdict());
        add(outcome, said(c));
        return outcome.toString();
    }

    private static String said(Case c) {
        return c.says().isEmpty()
                ? ""
                : "says " + c.says().stream().map(words -> "“" + words + "”").collect(Collectors.joining(", "));
    }

    private static void add(StringBuilder outcome, String part) {
        if (!part.isEmpty()) {
            outcome.append(outcome.isEmpty() ? "" : "; ").append(part);
        }
    }

    private static String escaped(String text) {
        return text.replace("\n", " ").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }
}
