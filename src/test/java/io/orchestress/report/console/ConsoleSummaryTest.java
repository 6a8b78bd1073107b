package io.orchestress.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Evidence;
import io.orchestress.run.Issue.Severity;
import io.orchestress.testkit.Comparisons;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.HardFindings;
import io.orchestress.testkit.SyntheticComparison;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleSummaryTest {
    private static final Path FOLDER = Path.of("results", "spiketest-1");

    @Test
    void aSpikeRunReadsAsItWasApproved() throws IOException {
        Golden.assertMatches(
                "report/console.txt",
                console(SyntheticFindings.spike().breakerAt(147).build(), false));
    }

    @Test
    void agentsReadAsTheyWereApproved() throws IOException {
        Golden.assertMatches(
                "report/console-agents.txt",
                console(SyntheticFindings.spike().agents().build(), false));
    }

    @Test
    void resourcesAreOneLine() throws IOException {
        String line = "CPU: target 33.5 %, injector 9.9 %, host 47.1 %; target memory up to 430 MiB; started in 812 ms";
        assertThat(console(SyntheticFindings.spike().resources().build(), false).lines())
                .contains(line);
        assertThat(console(SyntheticFindings.spike().build(), false)).doesNotContain("CPU");
    }

    @Test
    void aComparisonReadsAsItWasApproved() throws IOException {
        Golden.assertMatches(
                "report/console-compared.txt",
                console(
                        SyntheticComparison.in(
                                SyntheticFindings.spike().agents().build(), Comparisons.slowerTail()),
                        false));
    }

    @Test
    void oneScreenAndNoControlCharactersWhateverTheRun() throws IOException {
        for (Map.Entry<String, Findings> e : HardFindings.all().entrySet()) {
            assertFits(e.getKey(), console(e.getValue(), false));
            String compared = console(SyntheticComparison.in(e.getValue(), Comparisons.hostile()), false);
            assertFits(e.getKey(), compared, ConsoleSummary.MAX_LINES_COMPARED);
        }
    }

    @Test
    void oneScreenAlsoWhenEverythingWentWrong() throws IOException {
        Issue issue = new Issue(
                "SLOW_MEAN",
                Severity.HIGH,
                "slow ".repeat(60),
                "",
                List.of(),
                new Evidence(List.of(), List.of(), 0, 1, "mean", 1, null, "ms"));
        SyntheticFindings worst = SyntheticFindings.spike();
        for (int i = 0; i < 12; i++) {
            worst.phase("step " + i, "step", false, 10, 900);
        }
        String text = console(
                worst.issues(Collections.nCopies(9, issue)).breakerAt(400).build(), false);
        assertFits("worst", text);
        assertFits("worst, with resources", console(worst.resources().build(), false));
        assertFits("worst, with agents", console(worst.agents().build(), false));
        Findings compared = SyntheticComparison.in(worst.build(), Comparisons.forced());
        assertFits("worst, compared", console(compared, false), ConsoleSummary.MAX_LINES_COMPARED);
        assertThat(text).contains("… and ", " more phases", "and 5 more issues", "(limit 0.50, 2,318 samples)");
    }

    @Test
    void coloursOnlyWhereTheyAreAskedFor() throws IOException {
        assertThat(console(SyntheticFindings.calm().build(), true)).startsWith("\u001b[1;32mPASS\u001b[0m  SmokeTest");
        assertThat(console(SyntheticFindings.calm().build(), false)).startsWith("PASS  SmokeTest (100/100, grade A)");
    }

    private static void assertFits(String name, String text) {
        assertFits(name, text, ConsoleSummary.MAX_LINES);
    }

    private static void assertFits(String name, String text, int most) {
        assertThat(text.lines()).as(name).hasSizeLessThanOrEqualTo(most);
        assertThat(text.lines()).as(name).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(112));
        assertThat(text).as(name).doesNotContain("\u001b", "\u202E").endsWith("report.html\n");
    }

    private static String console(Findings findings, boolean ansi) throws IOException {
        StringWriter out = new StringWriter();
        ConsoleSummary.write(findings, FOLDER, out, ansi);
        return out.toString();
    }
}
