package io.orchestress.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.HardFindings;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenMetricsTest {
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z0-9_]+)(\\{(?:[a-z]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)+}) (-?[0-9.]+(?:E-?[0-9]+)?)");

    @Test
    void aRunReadsAsItWasApproved() throws IOException {
        Golden.assertMatches(
                "ci/metrics.txt",
                metrics(SyntheticFindings.spike().corrected().agents().build()));
    }

    static Stream<Findings> hard() {
        return HardFindings.all().values().stream();
    }

    /** The grammar of OpenMetrics 1.0: the lines of a family together, no series twice, EOF at the end. */
    @ParameterizedTest
    @MethodSource("hard")
    void theGrammarIsKept(Findings findings) throws IOException {
        List<String> lines = metrics(findings).lines().toList();

        assertThat(lines.get(lines.size() - 1)).isEqualTo("# EOF");
        Set<String> families = new HashSet<>();
        Set<String> series = new HashSet<>();
        String family = "";
        for (String line : lines.subList(0, lines.size() - 1)) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ", -1)[2];
                assertThat(families.add(family)).as(line).isTrue();
            } else if (line.startsWith("# UNIT ")) {
                assertThat(family).endsWith("_" + line.split(" ", -1)[3]);
            } else if (!line.startsWith("# HELP ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).isEqualTo(family);
                assertThat(series.add(sample.group(1) + sample.group(2)))
                        .as(line)
                        .isTrue();
            }
        }
    }

    @Test
    void theSameFigureHasTheSameNameInEveryRun() throws IOException {
        assertThat(metrics(SyntheticFindings.spike().build()))
                .doesNotContain(SyntheticFindings.spike().build().record().runId());
    }

    @Test
    void whatWasNotMeasuredIsAbsent() throws IOException {
        assertThat(metrics(SyntheticFindings.nothing()))
                .contains("orchestress_verdict")
                .doesNotContain("orchestress_latency", "orchestress_error_rate", "NaN");
    }

    private static String metrics(Findings findings) throws IOException {
        StringWriter out = new StringWriter();
        OpenMetrics.write(findings, out);
        return out.toString();
    }
}
