package io.orchestress.report.html;

import io.orchestress.record.RunRecord;
import io.orchestress.report.RunFacts;
import io.orchestress.report.html.Page.Entry;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The page of a run that goes on: the look and the charts of the report, scripts and style from the server that serves it. */
public final class LiveHtml {
    private static final String HERE = SelfContained.HERE;

    private LiveHtml() {}

    /** Parts of the page at the moment in which it is served, and what its script begins with. */
    public record Parts(String charts, String notes, String findings, String state) {}

    /**
     * Writes the page.
     *
     * @param secret that its stop button sends; empty: it has none
     */
    public static String page(RunRecord run, Parts parts, String secret) throws IOException {
        StringWriter out = new StringWriter();
        SelfContained.evaluate(
                HERE + "live.peb",
                Map.of(
                        "page",
                        new Head(run.simulation(), secret, entries(run)),
                        "parts",
                        parts,
                        "style",
                        SelfContained.style() + SelfContained.resource(HERE + "live.css")),
                out);
        return out.toString();
    }

    private record Head(String simulation, String secret, List<Entry> header) {
        private Head {
            simulation = PlainText.clean(simulation);
        }
    }

    private static List<Entry> entries(RunRecord run) {
        return RunEntries.header(new RunFacts(SoFar.nothing(run))).stream()
                .filter(entry -> !entry.name().equals("Load") && !entry.name().equals("Status"))
                .toList();
    }

    /** JSON of one line that no HTML parser acts on. */
    public static String json(Object tree) throws IOException {
        return SelfContained.json(tree);
    }

    /** Scripts of the page by their names. */
    public static Map<String, byte[]> scripts() throws IOException {
        return Map.of(
                "theme.js", bytes(SelfContained.resource(HERE + "theme.js")),
                "echarts.js", bytes(SelfContained.resource(SelfContained.library())),
                "charts.js",
                        bytes(SelfContained.resource(HERE + "numbers.js") + SelfContained.resource(HERE + "report.js")),
                "live.js", bytes(SelfContained.resource(HERE + "live.js")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
