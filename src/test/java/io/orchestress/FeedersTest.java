package io.orchestress;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.sut.embedded.AgentRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The feeders say what a good router would do, and the embedded orchestrator's is a good one. */
class FeedersTest {
    private static final Pattern ROW = Pattern.compile("(?m)^(\\w+),\"(.*)\",(\\w+)$");

    @Test
    void theExpectedAgentIsTheOneThatTheEmbeddedOrchestratorChooses() throws IOException {
        String csv = Files.readString(Path.of("feeders/tasks.csv"));
        List<MatchResult> tasks = ROW.matcher(csv).results().toList();

        assertThat(tasks)
                .hasSize((int) csv.lines().count() - 1)
                .allSatisfy(task -> assertThat(AgentRouter.route(task.group(2)))
                        .as(task.group(2))
                        .isEqualTo(task.group(3)));
        assertThat(tasks).extracting(task -> task.group(1)).contains("simple", "medium", "complex", "workflow");
    }
}
