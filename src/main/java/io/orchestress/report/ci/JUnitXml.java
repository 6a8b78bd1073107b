package io.orchestress.report.ci;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Comparison;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.RunRecord;
import io.orchestress.report.RunFacts;
import io.orchestress.report.ci.TestCase.Result;
import io.orchestress.report.duel.DuelFacts;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Gates and comparison as JUnit XML, {@code junit.xml}, in the dialect that Jenkins, GitLab, Azure DevOps and the reporters of GitHub
 * have in common: a suite for the gates and, where there is a comparison, one for it.
 *
 * <p>FAIL is a {@code failure}, INCONCLUSIVE an {@code error}: neither is ever green. WARN passes and says so in its
 * {@code system-out}; where warnings fail the release, it is a {@code failure} of type {@code warning}. A metric that cannot be told
 * and does not decide is {@code skipped}.
 */
public final class JUnitXml {
    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes the suites; equal findings give equal text.
     *
     * @param strict whether a warning fails
     */
    public static void write(Findings findings, boolean strict, Writer out) throws IOException {
        RunFacts facts = new RunFacts(findings);
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new JUnitXml(xml).suites(facts, strict);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write junit.xml: " + e.getMessage(), e);
        }
    }

    /** The same of a duel: its outcome, and each of its figures. A duel that was not decided is an error, and never green. */
    public static void write(DuelRecord duel, Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new JUnitXml(xml).suites(duel);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write junit.xml: " + e.getMessage(), e);
        }
    }

    private void suites(DuelRecord duel) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        newLine(0);
        xml.writeStartElement("testsuites");
        attribute("name", "Orchestress " + duel.simulation());
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("duel", duel.duelId());
        properties.put("baseline", DuelFacts.side(duel.baseline()));
        properties.put("candidate", DuelFacts.side(duel.candidate()));
        properties.put("orchestress", duel.toolVersion());
        suite(duel.simulation() + ".duel", duel.startedAt(), TestCase.duel(duel), properties);
        newLine(0);
        xml.writeEndElement();
        newLine(0);
        xml.writeEndDocument();
    }

    private void suites(RunFacts facts, boolean strict) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        newLine(0);
        xml.writeStartElement("testsuites");
        RunRecord run = facts.run();
        List<TestCase> gates = TestCase.gates(facts, strict);
        Comparison comparison = run.comparison();
        attribute("name", "Orchestress " + run.simulation());
        suite(run.simulation() + ".gates", run.startedAt(), gates, properties(run));
        if (comparison != null) {
            Map<String, String> properties = properties(run);
            properties.put("baseline", comparison.baseline());
            properties.put("baseline.runs", String.join(" ", comparison.baselineRuns()));
            suite(
                    run.simulation() + ".comparison",
                    run.startedAt(),
                    TestCase.comparison(run, comparison, strict),
                    properties);
        }
        newLine(0);
        xml.writeEndElement();
        newLine(0);
        xml.writeEndDocument();
    }

    private static Map<String, String> properties(RunRecord run) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("run", run.runId());
        properties.put("target", run.target().url());
        properties.put("protocol", run.target().protocol());
        properties.put("workload", run.workload());
        properties.put("profile", run.profile());
        properties.put("model", run.model().configName());
        properties.put("status", run.status().json());
        properties.put("orchestress", run.toolVersion());
        return properties;
    }

    private void suite(String name, Instant startedAt, List<TestCase> cases, Map<String, String> properties)
            throws XMLStreamException {
        newLine(1);
        xml.writeStartElement("testsuite");
        attribute("name", name);
        attribute("tests", Integer.toString(cases.size()));
        attribute("failures", count(cases, Result.FAILURE));
        attribute("errors", count(cases, Result.ERROR));
        attribute("skipped", count(cases, Result.SKIPPED));
        attribute("time", seconds(cases.stream().mapToDouble(TestCase::seconds).sum()));
        // Readers of this format expect seconds and no zone; it is UTC.
        attribute(
                "timestamp",
                startedAt.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
        newLine(2);
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> property : properties.entrySet()) {
            newLine(3);
            xml.writeEmptyElement("property");
            attribute("name", property.getKey());
            attribute("value", property.getValue());
        }
        newLine(2);
        xml.writeEndElement();
        for (TestCase one : cases) {
            testCase(one);
        }
        newLine(1);
        xml.writeEndElement();
    }

    private void testCase(TestCase one) throws XMLStreamException {
        newLine(2);
        xml.writeStartElement("testcase");
        attribute("classname", one.group());
        attribute("name", one.name());
        attribute("time", seconds(one.seconds()));
        switch (one.result()) {
            case PASSED -> {
                if (!one.message().isEmpty() || !one.details().isEmpty()) {
                    newLine(3);
                    xml.writeStartElement("system-out");
                    lines(one);
                    xml.writeEndElement();
                }
            }
            case FAILURE -> notPassed("failure", one);
            case ERROR -> notPassed("error", one);
            case SKIPPED -> notPassed("skipped", one);
        }
        newLine(2);
        xml.writeEndElement();
    }

    private void notPassed(String element, TestCase one) throws XMLStreamException {
        newLine(3);
        xml.writeStartElement(element);
        attribute("type", one.type());
        attribute("message", one.message());
        lines(one);
        xml.writeEndElement();
    }

    private void lines(TestCase one) throws XMLStreamException {
        xml.writeCharacters(allowed(one.message()));
        for (String line : one.details()) {
            xml.writeCharacters("\n" + allowed(line));
        }
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    /** XML has no way to write control characters and the two last code points of a plane. */
    private static String allowed(String text) {
        return PlainText.clean(text).replaceAll("[\\uFFFE\\uFFFF]", "\uFFFD");
    }

    private static String count(List<TestCase> cases, Result result) {
        return Long.toString(
                cases.stream().filter(one -> one.result() == result).count());
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private void newLine(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
