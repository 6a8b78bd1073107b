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
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JUnitXmlTest {

    @Test
    void aFailingRunWithAComparisonReadsAsItWasApproved() throws Exception {
        Golden.assertMatches(
                "ci/junit.xml",
                xml(SyntheticComparison.in(SyntheticFindings.spike().build(), SyntheticComparison.failing()), false));
    }

    static Stream<Findings> hard() {
        return HardFindings.all().values().stream()
                .flatMap(findings ->
                        Stream.of(findings, SyntheticComparison.in(findings, SyntheticComparison.inconclusive())));
    }

    /** The structure that readers rely on; no schema of theirs may be copied here. */
    @ParameterizedTest
    @MethodSource("hard")
    void theDialectIsTheCommonOne(Findings findings) throws Exception {
        Element root = parsed(xml(findings, false));

        assertThat(root.getTagName()).isEqualTo("testsuites");
        assertThat(children(root))
                .hasSize(findings.record().comparison() == null ? 1 : 2)
                .allSatisfy(suite -> {
                    assertThat(suite.getTagName()).isEqualTo("testsuite");
                    List<Element> cases = named(suite, "testcase");
                    assertThat(suite.getAttribute("tests")).isEqualTo(Integer.toString(cases.size()));
                    assertThat(suite.getAttribute("failures")).isEqualTo(count(cases, "failure"));
                    assertThat(suite.getAttribute("errors")).isEqualTo(count(cases, "error"));
                    assertThat(suite.getAttribute("skipped")).isEqualTo(count(cases, "skipped"));
                    assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");
                    assertThat(suite.getAttribute("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
                    assertThat(children(suite).get(0).getTagName()).isEqualTo("properties");
                    assertThat(cases).isNotEmpty().allSatisfy(JUnitXmlTest::wellFormedCase);
                });
    }

    private static void wellFormedCase(Element testCase) {
        assertThat(testCase.getAttribute("classname")).isNotEmpty();
        assertThat(testCase.hasAttribute("name")).isTrue();
        assertThat(testCase.getAttribute("time")).matches("\\d+\\.\\d{3}");
        assertThat(children(testCase))
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(child -> assertThat(Set.of("failure", "error", "skipped", "system-out"))
                        .contains(child.getTagName()));
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void onlyAPassAndAWarningAreGreen(Outcome outcome) throws Exception {
        Verdict verdict = new Verdict(outcome, null, null, "why", List.of(new Gate("p95", outcome, 1.0, 2, "ms", "")));
        Findings findings = SyntheticFindings.calm().verdict(verdict).build();

        String expected = switch (outcome) {
            case PASS, WARN -> "system-out";
            case FAIL -> "failure";
            case INCONCLUSIVE, INTERRUPTED -> "error";
        };
        assertThat(caseKinds(xml(findings, false))).containsOnly(expected);
        assertThat(caseKinds(xml(findings, true))).containsOnly(outcome == Outcome.WARN ? "failure" : expected);
    }

    @Test
    void aRecordWithoutAVerdictIsNoEmptySuite() throws Exception {
        assertThat(caseKinds(xml(HardFindings.empty(), false))).containsExactly("error");
    }

    @Test
    void aMetricThatCannotBeToldIsAnErrorWhereItDecidesAndSkippedWhereNot() throws Exception {
        Findings findings = SyntheticFindings.calm().build();
        assertThat(caseKinds(xml(SyntheticComparison.in(findings, SyntheticComparison.inconclusive()), false)))
                .endsWith("error", "error");
        assertThat(caseKinds(xml(SyntheticComparison.in(findings, SyntheticComparison.failing()), false)))
                .endsWith("skipped", "skipped");
    }

    @Test
    void whatXmlForbidsIsReplacedAndTheRestIsKept() throws Exception {
        String evil = "]]> <&\"'\u0000\u0008\u001b\uFFFE\uFFFF\uD800 \uD83D\uDE00 ä";
        Verdict verdict =
                new Verdict(Outcome.FAIL, null, null, evil, List.of(new Gate(evil, Outcome.FAIL, 1.0, 2, evil, evil)));
        Findings findings =
                SyntheticFindings.calm().verdict(verdict).target(evil, evil).build();

        Element root = parsed(xml(findings, false));

        String shown = "]]> <&\"'\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD \uD83D\uDE00 ä";
        Element failure = named(named(children(root).get(0), "testcase").get(0), "failure")
                .get(0);
        assertThat(failure.getTextContent()).isEqualTo(shown);
        assertThat(failure.getAttribute("message")).isEqualTo(shown);
    }

    private static String xml(Findings findings, boolean strict) throws IOException {
        StringWriter out = new StringWriter();
        JUnitXml.write(findings, strict, out);
        return out.toString();
    }

    private static Element parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static List<String> caseKinds(String xml) throws Exception {
        return children(parsed(xml)).stream()
                .flatMap(suite -> named(suite, "testcase").stream())
                .map(one -> children(one).get(0).getTagName())
                .toList();
    }

    private static String count(List<Element> cases, String kind) {
        return Long.toString(
                cases.stream().filter(one -> !named(one, kind).isEmpty()).count());
    }

    private static List<Element> named(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .toList();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
