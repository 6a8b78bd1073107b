package io.orchestress.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Comparison;
import io.orchestress.testkit.Comparisons;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.SyntheticComparison;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonHtmlTest {
    private static final Findings RUN = SyntheticFindings.spike().build();

    @Test
    void aForcedComparisonReadsAsItWasApproved() throws IOException {
        Golden.assertMatches("report/compare.html", page(Comparisons.forced()));
    }

    @Test
    void aReportShowsTheSameSectionRightAfterTheVerdict() throws IOException {
        Comparison comparison = Comparisons.slowerTail();
        String report = report(SyntheticComparison.in(RUN, comparison));
        String section = section(report);
        assertThat(section).isEqualTo(section(page(comparison)));
        assertThat(report.indexOf("<section id=\"verdict\""))
                .isLessThan(report.indexOf("<section id=\"comparison\""))
                .isPositive();
        assertThat(report.indexOf("<section id=\"comparison\"")).isLessThan(report.indexOf("<section id=\"gates\""));
        assertThat(report).contains("href=\"#comparison\"", "<dt>Regression</dt>");
    }

    @Test
    void aReportWithoutComparisonDoesNotSpeakOfIt() throws IOException {
        assertThat(report(RUN)).doesNotContain("#comparison", "id=\"comparison\"", "Compared with");
    }

    @Test
    void whatDecidesNothingIsFolded() throws IOException {
        String section = section(page(SyntheticComparison.failing()));
        String folded = section.substring(section.indexOf("<details>"), section.indexOf("</details>"));
        assertThat(folded)
                .contains("2 not worse, 1 too noisy, 1 not comparable", "ttft.p95 of stream tokens", "target.rss.mean");
        assertThat(section.substring(0, section.indexOf("<details>")))
                .contains("cost.per-task", "p95 of create agent", "error-rate", "+1.27 points")
                .doesNotContain("ttft.p95");
    }

    @Test
    void theWarningBandIsThereOnlyWhenForced() throws IOException {
        assertThat(page(Comparisons.forced())).contains("role=\"alert\"", "processors of the injector: 2 here, 8 in");
        assertThat(page(Comparisons.slowerTail()).replace(SelfContained.style(), ""))
                .doesNotContain("role=\"alert\"", "unlike");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPageIsWholeLoadsNothingAndHasNoUndefinedPlace(Comparison comparison) throws IOException {
        String html = page(comparison);
        assertThat(html).startsWith("<!DOCTYPE html>").endsWith("</html>\n").contains("default-src 'none'");
        assertThat(html.replace(SelfContained.style(), ""))
                .doesNotContain(" src=\"", "@import", "url(", "href=\"http", "NaN", "Infinity", ">null<", "\"null");
    }

    @Test
    void whatTheTargetSentIsTextAndNothingElse() throws IOException {
        String html = page(Comparisons.hostile());
        assertThat(html).doesNotContain("<img", "\u202E", "\u001b", "\u2028");
        assertThat(html).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
        assertThat(Pattern.compile("<script").matcher(html).results()).hasSize(1);
    }

    static List<Comparison> all() {
        return List.of(
                SyntheticComparison.failing(),
                SyntheticComparison.passing(),
                SyntheticComparison.inconclusive(),
                Comparisons.with(SyntheticComparison.passing(), List.of()),
                Comparisons.slowerThroughout(),
                Comparisons.hostile());
    }

    private static String page(Comparison comparison) throws IOException {
        StringWriter out = new StringWriter();
        ComparisonHtml.write(comparison, RUN.record(), out);
        String html = out.toString();
        return html.replace(SelfContained.style(), "(style)")
                .replace(SelfContained.resource(SelfContained.HERE + "theme.js"), "(theme script)")
                .replaceAll("'sha256-[^']+'", "(digest)");
    }

    private static String report(Findings findings) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(findings, out);
        return out.toString().replace(SelfContained.style(), "");
    }

    private static String section(String html) {
        int from = html.indexOf("<section id=\"comparison\"");
        return html.substring(from, html.indexOf("</section>", from));
    }
}
