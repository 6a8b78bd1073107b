package io.orchestress.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Verdict;
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

    /** The view that the gates judge by, where it says something else than the row above it. */
    @Test
    void whatWasDueAndLateStandsBeneathItsPhase() throws IOException {
        String[] rows = console(SyntheticFindings.spike().corrected().build(), false)
                .lines()
                .dropWhile(line -> !line.startsWith("  phase "))
                .takeWhile(line -> !line.isEmpty())
                .toArray(String[]::new);
        assertThat(rows)
                .filteredOn(row -> row.startsWith("    from the intended start "))
                .hasSizeGreaterThan(1);
        assertThat(rows[rows.length - 1]).as("the run").startsWith("    from the intended start ");
        assertThat(console(SyntheticFindings.spike().build(), false)).doesNotContain("    from the intended start");
    }

    @Test
    void resourcesAreOneLine() throws IOException {
        String line =
                "CPU: target 33.5 %, load generator 9.9 %, host 47.1 %; target memory up to 430 MiB; started in 812 ms";
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
    void boundedAndWithoutControlCharactersWhateverTheRun() throws IOException {
        for (Map.Entry<String, Findings> e : HardFindings.all().entrySet()) {
            assertFits(e.getKey(), e.getValue());
            assertFits(e.getKey(), SyntheticComparison.in(e.getValue(), Comparisons.hostile()));
        }
    }

    @Test
    void nothingIsCutWhenEverythingWentWrong() throws IOException {
        Issue issue = new Issue(
                "SLOW_MEAN",
                Severity.HIGH,
                "slow ".repeat(60) + "to the end",
                "",
                List.of(),
                new Evidence(List.of(), List.of(), 0, 1, "mean", 1, null, "ms"));
        SyntheticFindings worst = SyntheticFindings.spike();
        for (int i = 0; i < 24; i++) {
            worst.phase("step " + i, "step", false, 10, 900);
        }
        Findings findings =
                worst.issues(Collections.nCopies(9, issue)).breakerAt(400).build();
        assertFits("worst", findings);
        assertFits("worst, with resources", worst.resources().build());
        assertFits("worst, with agents", worst.agents().build());
        assertFits("worst, compared", SyntheticComparison.in(worst.build(), Comparisons.forced()));
        for (boolean terminal : new boolean[] {false, true}) {
            assertThat(console(findings, terminal).replaceAll("\\s+", " "))
                    .contains("more phases, all of them in the report", "and 4 more issues", "54.0 % (limit 50.0 %)")
                    .contains("slow to the end", "no response within 30 s");
        }
    }

    /** Of many phases those that failed, and those of the highest load, are shown whatever their place. */
    @Test
    void thePhasesThatMatterAreShown() throws IOException {
        SyntheticFindings search = SyntheticFindings.spike().withoutPhases();
        for (int i = 1; i <= 30; i++) {
            search.phase("step-" + i, "step", false, 10, 10 * i);
        }
        assertThat(console(search.build(), false)).contains("step-30", "step-29", "step-28", "and 18 more phases");
    }

    @Test
    void theInjectorsCaveatComesRightAfterTheVerdict() throws IOException {
        Findings findings = SyntheticFindings.spike().build();
        InjectorHealth late = new InjectorHealth(
                Verdict.Outcome.FAIL,
                0.9,
                200.0,
                0.0,
                300.0,
                20,
                100,
                0,
                List.of("20.0 % of its starts were late"),
                null,
                null);
        Findings told = new Findings(
                findings.record().withInjector(late),
                findings.timeline(),
                findings.heatMap(),
                findings.spectra(),
                findings.agentTimeline(),
                findings.resourceTimeline());
        assertThat(console(told, false).lines().skip(1).findFirst())
                .hasValue(
                        "!! The load generator did not keep up: 20.0 % of its starts were late. These results describe the load generator,"
                                + " not the target.");
    }

    @Test
    void coloursOnlyWhereTheyAreAskedFor() throws IOException {
        assertThat(console(SyntheticFindings.calm().build(), true)).startsWith("\u001b[1;32mPASS\u001b[0m  SmokeTest");
        assertThat(console(SyntheticFindings.calm().build(), false)).startsWith("PASS  SmokeTest (100/100, grade A)");
    }

    private static void assertFits(String name, Findings findings) throws IOException {
        String whole = console(findings, false);
        String wrapped = console(findings, true).replaceFirst("\u001b\\[1;3\\dm([A-Z]+)\u001b\\[0m", "$1");
        assertThat(whole.lines()).as(name).hasSizeLessThanOrEqualTo(75);
        assertThat(wrapped.lines())
                .as(name)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(ConsoleLines.WIDTH + 13));
        for (String text : List.of(whole, wrapped)) {
            assertThat(text).as(name).doesNotContain("\u001b", "\u202E").endsWith("report.html\n");
        }
    }

    private static String console(Findings findings, boolean ansi) throws IOException {
        StringWriter out = new StringWriter();
        ConsoleSummary.write(findings, FOLDER, out, ansi);
        return out.toString();
    }
}
