package io.orchestress.report.trend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.SyntheticTrend;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendReportTest {

    @Test
    void pageIsAsItWasRead() throws IOException {
        String html = html(SyntheticTrend.nightly());
        int from = html.indexOf("<header class=\"page head\">");
        Golden.assertMatches("report/trend.html", html.substring(from, html.indexOf("</main>", from)));
    }

    @Test
    void wordsAreAsTheyWereRead() throws IOException {
        List<String> lines = TrendWords.lines(SyntheticTrend.nightly());
        Golden.assertMatches("report/trend.txt", String.join("\n", lines) + "\n");
    }

    @Test
    void changesBeginWithTheRunThatChanged() {
        assertThat(SyntheticTrend.nightly().changes())
                .extracting(
                        change -> change.line().metric() + " " + change.point().index())
                .containsExactlyInAnyOrder("p95 20", "throughput 12", "cost.per-task 20");
    }

    @Test
    void tooFewRunsAreNoEvidenceOfNoChange() throws IOException {
        assertThat(TrendWords.lines(SyntheticTrend.young()))
                .containsExactly("p95: inconclusive: 4 runs, 6 more needed");
        assertThat(html(SyntheticTrend.young()))
                .contains("Too few runs to detect a change.")
                .doesNotContain("o change point in");
    }

    @Test
    void namesOfOthersStayText() throws IOException {
        String html = html(SyntheticTrend.hostile());
        assertThat(html)
                .doesNotContain("<script>alert(1)")
                .doesNotContain("<img src=x")
                .doesNotContain("<i>Simulation")
                .doesNotContain("<b>1</b>")
                .doesNotContain("\u202e")
                .contains("&lt;i&gt;Simulation&lt;/i&gt;");
    }

    @Test
    void jsonHasValuesAndChangePoints() throws IOException {
        JsonNode tree = new ObjectMapper().valueToTree(TrendData.tree(SyntheticTrend.nightly()));
        assertThat(tree.get("runs")).hasSize(30);
        JsonNode p95 = tree.get("metrics").get(1);
        assertThat(p95.get("values")).hasSize(30);
        assertThat(p95.get("enoughEvidence").booleanValue()).isTrue();
        JsonNode change = p95.get("changePoints").get(0);
        assertThat(change.get("runId").textValue()).isEqualTo("spiketest-20");
        assertThat(change.get("worse").booleanValue()).isTrue();
        assertThat(change.get("relativeChange").doubleValue()).isBetween(0.2, 0.3);
        JsonNode ttft = tree.get("metrics").get(4);
        assertThat(ttft.get("values").get(0).isNull()).isTrue();
        assertThat(ttft.get("enoughEvidence").booleanValue()).isFalse();
        assertThat(ttft.get("runsKnown").intValue()).isEqualTo(5);
    }

    @Test
    void aMetricWithoutADirectionIsHigherAndNotWorse() throws IOException {
        Trend trend = SyntheticTrend.undirected();

        assertThat(TrendWords.lines(trend)).singleElement().asString().contains(", higher, p = ");
        assertThat(html(trend))
                .contains("Neither higher nor lower is better.", "<td>Higher</td>")
                .doesNotContain("Lower is better.");
        JsonNode metric = new ObjectMapper()
                .valueToTree(TrendData.tree(trend))
                .get("metrics")
                .get(0);
        assertThat(metric.get("better").textValue()).isEqualTo("neither");
        assertThat(metric.at("/changePoints/0/worse").isNull()).isTrue();
        assertThat(metric.at("/watch/state").textValue()).isEqualTo("none");
    }

    private static String html(Trend trend) throws IOException {
        StringWriter out = new StringWriter();
        TrendReport.write(trend, out);
        return out.toString();
    }
}
