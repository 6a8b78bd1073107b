package io.orchestress.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.analysis.Findings;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.HardFindings;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class HtmlReportTest {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @Test
    void aSpikeRunReadsAsItWasApproved() throws IOException {
        Golden.assertMatches(
                "report/spike.html",
                withoutAssets(html(
                        SyntheticFindings.spike().corrected().binSeconds(10).build())));
    }

    @Test
    void aTrippedRunReadsAsItWasApproved() throws IOException {
        Golden.assertMatches(
                "report/breaker.html",
                withoutAssets(html(
                        SyntheticFindings.spike().breakerAt(147).binSeconds(10).build())));
    }

    @Test
    void resourcesReadAsTheyWereApproved() throws IOException {
        String page = withoutAssets(
                html(SyntheticFindings.spike().resources().binSeconds(10).build()));
        Golden.assertMatches(
                "report/resources.html",
                page.substring(page.indexOf("<h2 id=\"resources\""), page.indexOf("<h2>Requests by phase")));
        assertThat(page).contains("data-chart=\"resources\"");
        JsonNode lanes = new ObjectMapper().readTree(data(page)).at("/resources/lanes");
        assertThat(lanes.findValuesAsText("name"))
                .containsExactly(
                        "target CPU",
                        "target RSS",
                        "generator CPU",
                        "generator heap",
                        "host CPU",
                        "host memory in use");
        assertThat(lanes.findValuesAsText("unit"))
                .containsExactly("percent", "bytes", "percent", "bytes", "percent", "percent");
        assertThat(lanes.at("/0/data")).as("of the target").hasSize(30);
        assertThat(lanes.at("/0/data/8").isNumber()).isTrue();
        assertThat(lanes.at("/0/data/9").isNull()).as("a gap from 90 s on").isTrue();
        assertThat(lanes.at("/2/data/9").isNumber())
                .as("the injector was read all the time")
                .isTrue();
        assertThat(withoutAssets(html(SyntheticFindings.spike().build())))
                .doesNotContain("data-chart=\"resources\"", "id=\"resources\"");
    }

    @Test
    void agentsReadAsTheyWereApproved() throws IOException {
        String page = withoutAssets(
                html(SyntheticFindings.spike().agents().binSeconds(10).build()));
        Golden.assertMatches(
                "report/agents.html",
                page.substring(page.indexOf("<section id=\"agents\""), page.indexOf("<section id=\"charts\"")));
        assertThat(page).contains("data-chart=\"ttft\"", "data-chart=\"goodput\"", "href=\"#agents\"");
        assertThat(new ObjectMapper().readTree(data(page)).at("/agents/ttft/p50"))
                .hasSize(30);
    }

    @Test
    void samplesReadAsTheyWereApproved() throws IOException {
        Findings findings = HardFindings.all().get("samples");
        StringWriter html = new StringWriter();
        HtmlReport.write(findings, id -> "https://traces.example/t?a=1&id=" + id, html);
        String page = withoutAssets(html.toString());
        Golden.assertMatches(
                "report/examples.html",
                page.substring(page.indexOf("<section id=\"examples\""), page.indexOf("<section id=\"tables\"")));
        assertThat(page).contains("href=\"#examples\"", "href=\"#c-waterfall-0\"");
        assertThat(withoutAssets(html(findings))).contains("<code>4bf92f3577b34da6a3ce929d0e0e4716</code>");
        assertThat(withoutAssets(html(SyntheticFindings.spike().build()))).doesNotContain("id=\"examples\"");
    }

    /** An id that is none leads nowhere, whatever a foreign record says. */
    @Test
    void onlyAnIdGetsALink() throws IOException {
        StringWriter html = new StringWriter();
        HtmlReport.write(HardFindings.hostile(), id -> "https://traces.example/" + id, html);
        assertThat(withoutAssets(html.toString())).doesNotContain("href=\"https://traces.example/");
    }

    @Test
    void aReportWithoutAgentsDoesNotSpeakOfThem() throws IOException {
        String page = withoutAssets(html(SyntheticFindings.spike().build()));
        assertThat(page).doesNotContain("#agents", "id=\"agents\"", "TTFT", "oodput", "\"agents\":");
    }

    @Test
    void aRunWithoutSamplesReadsAsItWasApproved() throws IOException {
        Golden.assertMatches("report/nothing.html", withoutAssets(html(SyntheticFindings.nothing())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hard")
    void everyPageIsWholeAndLoadsNothing(String name, Findings findings) throws IOException {
        String html = html(findings);
        assertThat(html).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        String page = withoutAssets(html);
        assertThat(page).contains("default-src 'none'");
        assertThat(page).doesNotContain(" src=\"", "@import", "url(", "href=\"http", "href=\"java");
        assertThat(page).doesNotContain("NaN", "Infinity", ">null<");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hard")
    void equalFindingsGiveEqualBytes(String name, Findings findings) throws IOException {
        assertThat(html(findings)).isEqualTo(html(HardFindings.all().get(name)));
    }

    @Test
    void whatTheTargetSentIsTextAndNothingElse() throws IOException {
        String page = withoutAssets(html(HardFindings.hostile()));
        assertThat(page).doesNotContain("<img", "onmouseover=alert(1) x='", "\u202E", "\u001b", "\u2028");
        assertThat(page).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;", "{{ 7 * 7 }}");
        assertThat(data(page)).doesNotContain("<", ">", "&", "'", "\u2028", "\u2029");
        JsonNode json = new ObjectMapper().readTree(data(page));
        assertThat(json.at("/phases/0/name").asText()).isEqualTo(HardFindings.EVIL);
    }

    @Test
    void thePolicyNamesExactlyTheScriptsOfThePage() throws Exception {
        String html = html(SyntheticFindings.calm().build());
        String policy = html.substring(html.indexOf("script-src "), html.indexOf("; style-src"));
        Matcher script = SCRIPT.matcher(html);
        int scripts = 0;
        while (script.find()) {
            byte[] sha =
                    MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(sha) + "'");
            scripts++;
        }
        assertThat(scripts).isEqualTo(3);
        assertThat(policy).doesNotContain("unsafe");
    }

    @Test
    void chartDataHasAColumnPerFigureAndAnEntryPerBin() throws IOException {
        Findings findings = SyntheticFindings.spike().build();
        JsonNode json = new ObjectMapper().readTree(data(html(findings)));
        int bins = findings.timeline().bins().size();
        assertThat(bins).isEqualTo(300);
        for (String column : new String[] {"t", "users", "inFlight", "ok", "failed"}) {
            assertThat(json.get(column)).as(column).hasSize(bins);
        }
        json.get("percentiles").forEach(column -> assertThat(column).hasSize(bins));
        json.get("p95").forEach(column -> assertThat(column).hasSize(bins));
        json.get("errors").forEach(column -> assertThat(column).hasSize(bins));
        assertThat(json.get("spectra")).hasSameSizeAs(findings.spectra());
    }

    @Test
    void mergingColumnsOfTheHeatMapLosesNoRequest() throws IOException {
        Findings findings = HardFindings.large();
        JsonNode heat = new ObjectMapper().readTree(data(html(findings))).get("heat");
        long drawn = 0;
        for (int i = 2; i < heat.get("cells").size(); i += 3) {
            drawn += heat.get("cells").get(i).asLong();
        }
        assertThat(heat.get("bin").asInt()).isEqualTo(12);
        assertThat(drawn)
                .isEqualTo(findings.heatMap().cells().stream()
                        .mapToLong(c -> c.count())
                        .sum());
    }

    @Test
    void saysInWordsThatARunCrashed() throws IOException {
        assertThat(html(SyntheticFindings.spike().crashedAt(163).build()))
                .contains("This run crashed after 2\u00a0min 43\u00a0s of the planned 5\u00a0min of load.");
    }

    @Test
    void aWriterThatFailsFailsTheReport() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> HtmlReport.write(SyntheticFindings.nothing(), full))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    static Stream<Arguments> hard() {
        return HardFindings.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static String html(Findings findings) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(findings, out);
        return out.toString();
    }

    private static String data(String html) {
        Matcher matcher = DATA.matcher(html);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** Scripts and style are sources of their own; the digests follow from them. */
    private static String withoutAssets(String html) throws IOException {
        String text = html;
        for (Map.Entry<String, String> asset : Map.of(
                        "(charts)",
                        SelfContained.library(),
                        "(theme script)",
                        "io/orchestress/report/html/theme.js",
                        "(script)",
                        "io/orchestress/report/html/report.js",
                        "(copy script)",
                        "io/orchestress/report/html/copy.js")
                .entrySet()) {
            text = text.replace(SelfContained.resource(asset.getValue()), asset.getKey());
        }
        return text.replace(SelfContained.style(), "(style)").replaceAll("'sha256-[^']+'", "(digest)");
    }
}
