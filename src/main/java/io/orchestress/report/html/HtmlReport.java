package io.orchestress.report.html;

import io.orchestress.analysis.Findings;
import io.orchestress.report.RunFacts;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The report of one run as one HTML file that needs nothing else: charts, script and style are inside. It opens from a disk,
 * an artefact store or a mail, and asks no network for anything.
 *
 * <p>What a target or a configuration put into the findings cannot become markup or script: the template escapes all text,
 * chart data is JSON in a block that is never executed, tooltips escape again, and the page's own policy
 * (Content-Security-Policy) runs exactly the scripts whose digests it names. The text must therefore be stored as UTF-8.
 */
public final class HtmlReport {
    private static final String HERE = "io/orchestress/report/html/";

    private HtmlReport() {}

    /** As below, without links to traces. */
    public static void write(Findings findings, Writer out) throws IOException {
        write(findings, id -> "", out);
    }

    /**
     * Writes the report; equal findings give equal bytes.
     *
     * @param link address of a trace by its id, of http or https; empty: there is none
     * @param out takes the text, to be encoded as UTF-8; stays open
     */
    public static void write(Findings findings, UnaryOperator<String> link, Writer out) throws IOException {
        RunFacts facts = new RunFacts(findings);
        Page page = Page.of(facts, new TraceLinks(link));
        boolean planning = page.planning() != null;
        String script = SelfContained.resource(HERE + "report.js") + SelfContained.resource(HERE + "copy.js");
        SelfContained.write(
                HERE + "report.peb",
                planning ? script + SelfContained.resource(HERE + "tips.js") : script,
                page,
                ChartData.json(facts),
                Map.of(
                        "printHeader",
                        cssText(facts.run().runId()),
                        "style",
                        planning ? SelfContained.planningStyle() : SelfContained.style()),
                out);
    }

    /** Inside of a string of CSS: all but letters, digits and hyphens by their code point, so that nothing ends the string. */
    static String cssText(String text) {
        StringBuilder out = new StringBuilder();
        PlainText.clean(text).codePoints().forEach(c -> {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-');
            out.append(plain ? Character.toString(c) : "\\" + Integer.toHexString(c) + " ");
        });
        return out.toString();
    }
}
