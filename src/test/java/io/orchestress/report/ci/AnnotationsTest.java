package io.orchestress.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.HardFindings;
import io.orchestress.testkit.SyntheticComparison;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnnotationsTest {

    @Test
    void aFailingRunWithAComparisonReadsAsItWasApproved() throws IOException {
        Golden.assertMatches(
                "ci/annotations.txt",
                annotations(SyntheticComparison.in(SyntheticFindings.spike().build(), SyntheticComparison.failing())));
    }

    @Test
    void aPassIsANotice() throws IOException {
        assertThat(annotations(SyntheticFindings.calm().build()))
                .isEqualTo("::notice title=SmokeTest%3A PASS::All 3 gates passed.\n");
    }

    @Test
    void noVerdictIsAnError() throws IOException {
        assertThat(annotations(HardFindings.empty())).startsWith("::error ");
    }

    /** The escapes of GitHub's toolkit: % and line breaks everywhere, : and , in a title. */
    @Test
    void nothingCanBeginAnotherCommand() throws IOException {
        String evil = "a,b:c\n::set-output name=x::100%\r";
        Verdict verdict =
                new Verdict(Outcome.FAIL, null, null, evil, List.of(new Gate(evil, Outcome.FAIL, 1.0, 2, "s", evil)));

        String text = annotations(SyntheticFindings.calm().verdict(verdict).build());

        assertThat(text.lines()).hasSize(2).allMatch(line -> line.startsWith("::error title="));
        assertThat(text).contains("title=SmokeTest%3A gate a%2Cb%3Ac %3A%3Aset-output name=x%3A%3A100%25::");
    }

    @Test
    void noMoreThanGitHubShowsAndTheVerdictFirst() throws IOException {
        List<Gate> gates = IntStream.range(0, 30)
                .mapToObj(i -> new Gate("gate-" + i, Outcome.FAIL, 1.0, 2, "s", ""))
                .toList();
        Verdict verdict = new Verdict(Outcome.FAIL, null, null, "why", gates);

        List<String> lines = annotations(
                        SyntheticFindings.calm().verdict(verdict).build())
                .lines()
                .toList();

        assertThat(lines).hasSize(10);
        assertThat(lines.get(0)).endsWith("::why");
        assertThat(lines.get(9)).startsWith("::error title=and 22 more::");
    }

    private static String annotations(Findings findings) throws IOException {
        StringWriter out = new StringWriter();
        Annotations.write(findings.record(), out);
        return out.toString();
    }
}
