package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.EmbeddedAgent;
import io.orchestress.sut.embedded.agent.Bugs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What docs/embedded-orchestrator.md says in tables is so. */
class DocumentationTest {
    /** First cell → second cell of the table whose header begins so. */
    private static Map<String, String> table(String header) throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        Files.readAllLines(Path.of("docs", "embedded-orchestrator.md")).stream()
                .dropWhile(line -> !line.startsWith(header))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> rows.put(cells[1].strip().replace("`", ""), cells[2].strip()));
        return rows;
    }

    @Test
    void theKeywordsOfEachAgentInTheirOrder() throws IOException {
        Map<String, String> documented = table("| agent |");
        assertThat(documented.keySet()).containsExactlyElementsOf(AgentRouter.types());
        documented.remove(AgentRouter.GENERALIST);
        documented.forEach(
                (agent, keywords) -> assertThat((Set<String>) new TreeSet<>(Arrays.asList(keywords.split(" "))))
                        .isEqualTo(AgentRouter.KEYWORDS.get(agent)));
    }

    @Test
    void everySettingWithItsDefault() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        SettingsArguments.values(EmbeddedSettings.defaults())
                .forEach((name, value) -> defaults.put(name, value.toString().replaceFirst("\\.0$", "")));
        defaults.keySet().removeIf(name -> name.startsWith("faults.") || name.startsWith("bugs."));
        assertThat(table("| setting |")).containsExactlyInAnyOrderEntriesOf(defaults);
    }

    @Test
    void everyBug() throws IOException {
        assertThat(table("| bug |").keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(Bugs.Bug.values()).map(bug -> bug.key).toList());
        assertThat(EmbeddedAgent.BUGS)
                .as("those of the configuration")
                .containsExactlyElementsOf(
                        Arrays.stream(Bugs.Bug.values()).map(Bugs.Bug::setting).toList());
    }

    @Test
    void everyFault() throws IOException {
        Set<String> documented = new TreeSet<>();
        table("| fault |").keySet().forEach(cell -> documented.add("faults." + cell.split(" ")[0]));
        assertThat(SettingsArguments.values(EmbeddedSettings.defaults()).keySet())
                .containsAll(documented);
        assertThat(documented).hasSize(Faults.class.getRecordComponents().length);
    }
}
