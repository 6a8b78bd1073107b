package io.orchestress.notify.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineTest {
    @TempDir
    Path folder;

    /** Variables as the four document them. */
    static Stream<Arguments> environments() {
        return Stream.of(
                Arguments.of(Map.of(), ""),
                Arguments.of(
                        Map.of(
                                "GITHUB_ACTIONS", "true",
                                "GITHUB_SERVER_URL", "https://github.com",
                                "GITHUB_REPOSITORY", "octo/agents",
                                "GITHUB_RUN_ID", "1658821493"),
                        "https://github.com/octo/agents/actions/runs/1658821493#artifacts"),
                Arguments.of(
                        Map.of("GITLAB_CI", "true", "CI_JOB_URL", "https://gitlab.com/octo/agents/-/jobs/42"),
                        "https://gitlab.com/octo/agents/-/jobs/42/artifacts/browse"),
                Arguments.of(
                        Map.of(
                                "TF_BUILD", "True",
                                "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI", "https://dev.azure.com/octo/",
                                "SYSTEM_TEAMPROJECT", "load tests",
                                "BUILD_BUILDID", "7"),
                        "https://dev.azure.com/octo/load%20tests/_build/results?view=artifacts&buildId=7"),
                Arguments.of(
                        Map.of("JENKINS_URL", "https://ci.example/", "BUILD_URL", "https://ci.example/job/load/7/"),
                        "https://ci.example/job/load/7/artifact/"),
                Arguments.of(Map.of("GITHUB_ACTIONS", "true", "GITHUB_SERVER_URL", "https://github.com"), ""),
                Arguments.of(Map.of("GITLAB_CI", "true", "CI_JOB_URL", "javascript:alert(1)"), ""),
                Arguments.of(Map.of("GITLAB_CI", "true", "CI_JOB_URL", "no url >"), ""));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void artefactsAreLinkedWhereThePipelineIsKnown(Map<String, String> environment, String link) {
        assertThat(Pipeline.of(environment).artefacts().map(Object::toString).orElse(""))
                .isEqualTo(link);
    }

    @Test
    void theSummaryIsAppended() throws IOException {
        Path file = Files.writeString(folder.resolve("summary"), "before\n");

        StepSummary.append(file, "## PASS");

        assertThat(file).hasContent("before\n\n## PASS");
    }

    @Test
    void whatDoesNotFitIsCutAtALineAndSaid() throws IOException {
        Path file = folder.resolve("summary");
        String line = "ä".repeat(99) + "\n";

        StepSummary.append(file, line.repeat(10_000));
        StepSummary.append(file, "one more");

        assertThat(Files.size(file)).isBetween(StepSummary.MOST_BYTES - 300L, (long) StepSummary.MOST_BYTES);
        assertThat(Files.readString(file))
                .endsWith(line + "\n*Cut: the rest is in summary.md.*\n")
                .doesNotContain("one more");
    }
}
