package io.orchestress.report.duel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.DuelRecord;
import io.orchestress.report.ci.DuelSarif;
import io.orchestress.report.ci.JUnitXml;
import io.orchestress.report.markdown.DuelMarkdown;
import io.orchestress.testkit.SyntheticDuels;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class DuelReportsTest {
    private interface Form {
        void write(DuelRecord duel, Writer out) throws IOException;
    }

    private static String text(Form form, DuelRecord duel) throws IOException {
        StringWriter out = new StringWriter();
        form.write(duel, out);
        return out.toString();
    }

    @Test
    void pageHoldsEveryPairAndEveryLook() throws IOException {
        String page = text(DuelHtml::write, SyntheticDuels.worse());
        assertThat(page)
                .contains(
                        "WORSE", "typical +12.1 %, at least +2.1 %, after 8 pairs.", "+13.5 %", "learned from 25 pairs")
                .contains("void: the hypervisor took 7.1 %")
                .contains("8 of at most 16, 1 void");
        assertThat(page.split("baseline first|candidate first", -1)).hasSize(10);
        assertThat(text(DuelHtml::write, SyntheticDuels.undecided())).contains("About 12 more pairs (24 min)");
    }

    @Test
    void whatOthersSayDoesNothing() throws IOException {
        assertThat(text(DuelHtml::write, SyntheticDuels.hostile()))
                .doesNotContain("<script>alert", "\u001b")
                .contains("&lt;script&gt;alert");
        assertThat(text(DuelMarkdown::write, SyntheticDuels.hostile()))
                .doesNotContain("<script>", "\u001b", "\n::error", "@all");
        assertThat(text(DuelSarif::write, SyntheticDuels.hostile())).doesNotContain("](http");
    }

    /** JUnit has no word for what is not told: an error, which nobody counts as passed. */
    @Test
    void junitIsGreenOnlyWhereItPassed() throws Exception {
        Element worse = junit(SyntheticDuels.worse());
        assertThat(worse.getAttribute("failures")).isEqualTo("2");
        assertThat(worse.getAttribute("errors")).isEqualTo("0");
        assertThat(worse.getAttribute("tests")).isEqualTo("4");
        Element undecided = junit(SyntheticDuels.undecided());
        assertThat(undecided.getAttribute("errors")).isEqualTo("2");
        Element notRun = junit(SyntheticDuels.hostile());
        assertThat(notRun.getAttribute("errors")).isEqualTo("1");
        assertThat(notRun.getAttribute("tests")).isEqualTo("1");
    }

    private static Element junit(DuelRecord duel) throws Exception {
        return (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text(JUnitXml::write, duel))))
                .getElementsByTagName("testsuite")
                .item(0);
    }

    @Test
    void sarifHasAResultForWhatIsWorse() throws IOException {
        JsonNode worse = new ObjectMapper().readTree(text(DuelSarif::write, SyntheticDuels.worse()));
        JsonNode results = worse.at("/runs/0/results");
        assertThat(results).hasSize(1);
        assertThat(results.at("/0/ruleId").asText()).isEqualTo("DUEL_WORSE");
        assertThat(results.at("/0/level").asText()).isEqualTo("error");
        JsonNode undecided = new ObjectMapper().readTree(text(DuelSarif::write, SyntheticDuels.undecided()));
        assertThat(undecided.at("/runs/0/results/0/level").asText()).isEqualTo("warning");
    }

    @Test
    void summarySaysItInThreeLines() throws IOException {
        assertThat(text(DuelMarkdown::write, SyntheticDuels.worse()))
                .startsWith("## Duel: WORSE\n\ntypical +12.1 %, at least +2.1 %, after 8 pairs.\n")
                .contains("| typical | +12.1 % | +2.1 % to +19.0 % | +10.0 % | worse |")
                .contains("8 pairs of 1 min (1 void) in 18 min 21 s.");
    }
}
