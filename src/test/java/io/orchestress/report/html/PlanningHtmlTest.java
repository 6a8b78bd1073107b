package io.orchestress.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Capacity;
import io.orchestress.record.Planning;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.HardFindings;
import io.orchestress.testkit.SyntheticFindings;
import io.orchestress.testkit.SyntheticPlanning;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class PlanningHtmlTest {
    private static final Pattern PLACE = Pattern.compile("(?:x|y|x1|x2|y1|y2|cx|cy)=\"(-?[0-9.]+)%\"");

    @Test
    void aCapacitySearchReadsAsItWasApproved() throws IOException {
        Golden.assertMatches(
                "report/capacity-section.html", section(SyntheticPlanning.search(Capacity.Outcome.FOUND), "capacity"));
    }

    @Test
    void scalabilityReadsAsItWasApproved() throws IOException {
        Golden.assertMatches(
                "report/scalability-section.html",
                section(SyntheticPlanning.search(Capacity.Outcome.FOUND), "scalability"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                FOUND          | 412       | pass         | Plan for at most 396 arrivals/s
                BETWEEN        | 403 to 415| pass         | Plan for at most 403 arrivals/s, the highest load sustained; the limit is between that and 415
                OUT_OF_TIME    | 403 to 415| inconclusive | time ran out before the capacity was measured
                BELOW_LOWEST   | &lt; 500  | fail         | even the lowest load tested violated the SLO
                ABOVE_HIGHEST  | &gt; 328  | same         | Plan for at most 328 arrivals/s, the highest load sustained; the limit is higher
                UNSTABLE       | 403 to 391| warn         | the same load passed once and failed once
                NOT_SEARCHED   | 400 to 800| same         | Plan for at most 400 arrivals/s, the highest load sustained; run CapacityTest
                INCONCLUSIVE   | 128 to 205| inconclusive | its capacity is inconclusive
                """)
    void everyOutcomeIsSaidAndAdvisedOn(Capacity.Outcome outcome, String figure, String level, String advice)
            throws IOException {
        Findings findings = SyntheticPlanning.search(outcome);
        String section = section(findings, "capacity");
        assertThat(section).contains("verdict planned " + level + "\"");
        if (!Set.of(Capacity.Outcome.OUT_OF_TIME, Capacity.Outcome.UNSTABLE, Capacity.Outcome.INCONCLUSIVE)
                .contains(outcome)) {
            assertThat(section).contains("<span class=\"value\">" + figure + "<");
        }
        assertThat(plain(page(findings))).contains(advice);
    }

    @Test
    void theSloIsDrawnWhereItIsConfiguredAndWhereItBroke() throws IOException {
        assertThat(plain(section(SyntheticPlanning.search(Capacity.Outcome.ABOVE_HIGHEST), "capacity")))
                .as("configured, nothing broke")
                .contains("SLO: p95 ≤ 2.00 s");
        Findings broke = SyntheticPlanning.with(
                SyntheticFindings.calm().build(),
                new Planning(SyntheticPlanning.capacity(Capacity.Outcome.FOUND), null, List.of(), List.of()));
        assertThat(plain(section(broke, "capacity")))
                .as("not configured, but it broke at 2,000 ms")
                .contains("SLO: p95 ≤ 2.00 s");
    }

    @Test
    void aRefusalStandsWhereAFitOrAPeakWould() throws IOException {
        String without = section(SyntheticPlanning.all().get("scalability without fit"), "scalability");
        assertThat(without)
                .contains("No scaling law was fitted: 3 different numbers of instances, 6 are needed.")
                .doesNotContain("class=\"pl-path fit\"", "Universal Scalability Law: X(N)");
        String noPeak = section(SyntheticPlanning.all().get("scalability without peak"), "scalability");
        assertThat(noPeak)
                .contains("its peak is unknown: the data ends at 48", "class=\"pl-path fit\"")
                .doesNotContain("peak at");
    }

    @Test
    void recoveriesShowReleaseReturnAndWhatIsNormal() throws IOException {
        String section = section(SyntheticPlanning.all().get("recovery"), "recovery");
        assertThat(section.split("<figure class=\"chart drawn\">", -1)).hasSize(5);
        assertThat(plain(section))
                .contains("back after 23 s", "NOT RECOVERED", "UNDISTURBED", "INCONCLUSIVE", "≤ 504 ms", "≥ 120/s");
        assertThat(section).contains("pl-upright recovered", "pl-strip normal");
    }

    @Test
    void driftsComeWorstFirstAndSteadyOnesAreFolded() throws IOException {
        String section = section(SyntheticPlanning.all().get("endurance"), "endurance");
        assertThat(Pattern.compile("<span class=\"badge [a-z]+\">.*?</svg>([A-Z]+)</span>")
                        .matcher(section)
                        .results()
                        .map(m -> m.group(1)))
                .containsExactly("LEAK", "GROWS", "INCONCLUSIVE", "RETURNED", "STABLE", "STABLE", "STABLE");
        assertThat(section.indexOf("<details>"))
                .isBetween(section.indexOf("INCONCLUSIVE"), section.indexOf("RETURNED"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void nothingIsDrawnBesideThePaperAndNothingIsUnescaped(String name, Findings findings) throws IOException {
        String html = html(findings);
        String sections = html.substring(html.indexOf("<main"), html.indexOf("<section id=\"gates\""));
        assertThat(PLACE.matcher(sections).results().map((MatchResult m) -> Double.parseDouble(m.group(1))))
                .allMatch(place -> place >= 0 && place <= 100);
        assertThat(sections).doesNotContain("NaN", "Infinity", ">null<", "<img");
        assertThat(html(SyntheticPlanning.all().get(name))).isEqualTo(html);
    }

    @Test
    void aRunWithoutPlanningGetsNothingOfIt() throws IOException {
        Findings spike = SyntheticFindings.spike().build();
        String html = html(spike);
        assertThat(html)
                .doesNotContain(
                        ".pl-", "class=\"pl\"", "class=\"pl-", "pl-tip", "id=\"capacity\"", "href=\"#capacity\"");
        assertThat(html(SyntheticPlanning.with(spike, Planning.NOTHING))).isEqualTo(html);
        assertThat(CapacityHtml.isThere(spike)).isFalse();
        assertThatThrownBy(() -> page(spike)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePageToPrintReadsAsItWasApproved() throws IOException {
        String page = page(SyntheticPlanning.search(Capacity.Outcome.FOUND));
        Golden.assertMatches(
                "report/capacity-page.html", page.substring(page.indexOf("<main"), page.indexOf("</main>")));
        assertThat(page).doesNotContain(" src=\"", "url(", "href=\"http", "{% ");
    }

    @Test
    void thePageToPrintEscapesToo() throws IOException {
        String page = page(SyntheticPlanning.all().get("planning hostile"));
        assertThat(page).doesNotContain("<img").contains("&lt;img src=x onerror=alert(1)&gt;");
        assertThat(HardFindings.EVIL).contains("<img");
    }

    static Stream<Arguments> all() {
        return SyntheticPlanning.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static String section(Findings findings, String id) throws IOException {
        String html = html(findings);
        int from = html.indexOf("<section id=\"" + id + "\"");
        return html.substring(from, html.indexOf("</section>", from));
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }

    private static String html(Findings findings) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(findings, out);
        return out.toString();
    }

    private static String page(Findings findings) throws IOException {
        StringWriter out = new StringWriter();
        CapacityHtml.write(findings, out);
        return out.toString();
    }
}
