package io.orchestress.report.html;

import io.orchestress.analysis.Findings;
import io.orchestress.report.RunFacts;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;

/**
 * The page to print for a planning session: how much load the target sustains, how sure that is, why not more, and what
 * was not tested. It needs nothing else and runs no script but the choice of light or dark; texts are escaped as in
 * {@link HtmlReport}.
 */
public final class CapacityHtml {
    private CapacityHtml() {}

    /** Whether there is anything to plan with. */
    public static boolean isThere(Findings findings) {
        return CapacityPage.of(new RunFacts(findings)).isPresent();
    }

    /**
     * Writes the page; equal findings give equal bytes.
     *
     * @param out takes the text, to be encoded as UTF-8; stays open
     * @throws IllegalArgumentException when the run holds neither a capacity nor a scalability result
     */
    public static void write(Findings findings, Writer out) throws IOException {
        CapacityPage page = CapacityPage.of(new RunFacts(findings))
                .orElseThrow(() -> new IllegalArgumentException(
                        findings.record().runId() + " holds neither a capacity nor a scalability result"));
        String themeScript = SelfContained.resource(SelfContained.HERE + "theme.js");
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("style", SelfContained.planningStyle() + SelfContained.resource(SelfContained.HERE + "capacity.css"));
        model.put("themeScript", themeScript);
        model.put("scriptSources", SelfContained.digest(themeScript));
        SelfContained.evaluate(SelfContained.HERE + "capacity.peb", model, out);
    }
}
