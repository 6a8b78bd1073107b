package io.orchestress.report.html;

import io.orchestress.record.Comparison;
import io.orchestress.record.RunRecord;
import io.orchestress.report.ComparisonFacts;
import io.orchestress.report.html.Page.Entry;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A comparison as one HTML file of its own, which needs nothing else and runs no script but the choice of light or dark. What a
 * target put into names is escaped as in {@link HtmlReport}.
 */
public final class ComparisonHtml {
    private ComparisonHtml() {}

    /**
     * Writes the page; equal arguments give equal bytes.
     *
     * @param candidate the run that was compared
     * @param out takes the text, to be encoded as UTF-8; stays open
     */
    public static void write(Comparison comparison, RunRecord candidate, Writer out) throws IOException {
        String themeScript = SelfContained.resource(SelfContained.HERE + "theme.js");
        ComparisonPage page = ComparisonPage.of(comparison);
        Map<String, Object> model = new HashMap<>();
        model.put("comparison", page);
        model.put(
                "title", page.word() + " · " + PlainText.clean(candidate.simulation()) + " against " + page.baseline());
        model.put("simulation", PlainText.clean(candidate.simulation()));
        model.put("header", header(comparison, candidate));
        model.put("style", SelfContained.style());
        model.put("themeScript", themeScript);
        model.put("scriptSources", SelfContained.digest(themeScript));
        SelfContained.evaluate(SelfContained.HERE + "compare.peb", model, out);
    }

    private static List<Entry> header(Comparison comparison, RunRecord run) {
        return List.of(
                new Entry("Candidate", PlainText.clean(comparison.candidate())),
                new Entry("Baseline", new ComparisonFacts(comparison).baseline()),
                new Entry("Target", PlainText.clean(run.target().url())),
                new Entry("Profile", PlainText.clean(run.profile())),
                new Entry("Started", Format.instant(run.startedAt())));
    }
}
