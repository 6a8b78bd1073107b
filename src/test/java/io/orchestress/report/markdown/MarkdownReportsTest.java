package io.orchestress.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.HardFindings;
import io.orchestress.testkit.SyntheticComparison;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownReportsTest {

    @Test
    void aSpikeRunReadsAsItWasApproved() throws IOException {
        Findings findings = SyntheticFindings.spike().corrected().breakerAt(147).build();
        Golden.assertMatches("report/summary.md", summary(findings));
        Golden.assertMatches("report/issues.md", issues(findings));
    }

    @Test
    void resourcesReadAsTheyWereApproved() throws IOException {
        String summary = summary(SyntheticFindings.spike().resources().build());
        int from = summary.indexOf("<details><summary>Resources");
        Golden.assertMatches("report/resources.md", summary.substring(from, summary.indexOf("</details>", from)));
        assertThat(summary(SyntheticFindings.spike().build())).doesNotContain("Resources</summary>");
    }

    @Test
    void aComparisonIsOnTheFirstScreen() throws IOException {
        Findings findings =
                SyntheticComparison.in(SyntheticFindings.spike().agents().build(), SyntheticComparison.failing());
        StringWriter out = new StringWriter();
        SummaryMarkdown.write(findings, Optional.of(URI.create("https://ci.example/7")), out);
        Golden.assertMatches("ci/summary.md", out.toString());
    }

    @Test
    void aRunWithoutSamplesClaimsNothing() throws IOException {
        assertThat(summary(SyntheticFindings.nothing())).contains("INCONCLUSIVE", "aborted before its load started");
        assertThat(issues(SyntheticFindings.nothing())).contains("No data to look for issues");
        assertThat(issues(SyntheticFindings.calm().build())).contains("No issues found.");
        assertThat(summary(HardFindings.empty())).contains("No verdict");
    }

    @Test
    void whatTheTargetSentIsTextAndNothingElse() throws IOException {
        for (String text : new String[] {summary(HardFindings.hostile()), issues(HardFindings.hostile())}) {
            String outsideCode = text.replaceAll("(?s)(`+).*?\\1", "");
            assertThat(outsideCode).doesNotContain("<img", "</script>", "@everyone", "https://", "*bold*\\");
            assertThat(text).doesNotContain("\u202E", "\u001b");
        }
        String summary = summary(HardFindings.hostile());
        summary.lines()
                .filter(line -> line.startsWith("| "))
                .forEach(line -> assertThat(line.replace("\\|", "").chars().filter(c -> c == '|'))
                        .as(line)
                        .satisfies(bars -> assertThat(bars.size())
                                .as("columns of agents, events, gates or phases, and one")
                                .isIn(4, 5, 6, 7, 8, 9)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a|b,a\\|b",
                "`x`,\\`x\\`",
                "<b>&,&lt;b&gt;&amp;",
                "@team,@<!-- -->team",
                "see https://x.org,see https<!-- -->://x.org",
                "plain words 3.5 %,plain words 3.5 %"
            })
    void textIsEscaped(String text, String markdown) {
        assertThat(Markdown.text(text)).isEqualTo(markdown);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"a,`a`", "a`b,`` a`b ``", "a``b`,``` a``b` ```", "a|b,`a\\|b`"})
    void codeCannotCloseItsFence(String text, String markdown) {
        assertThat(Markdown.code(text)).isEqualTo(markdown);
    }

    private static String summary(Findings findings) throws IOException {
        StringWriter out = new StringWriter();
        SummaryMarkdown.write(findings, Optional.empty(), out);
        return out.toString();
    }

    private static String issues(Findings findings) throws IOException {
        StringWriter out = new StringWriter();
        IssuesMarkdown.write(findings, out);
        return out.toString();
    }
}
