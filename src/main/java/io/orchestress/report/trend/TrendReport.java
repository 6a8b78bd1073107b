package io.orchestress.report.trend;

import io.orchestress.report.html.SelfContained;
import java.io.IOException;
import java.io.Writer;

/**
 * The trend as one HTML file that needs nothing else: made like the report of a run, with the same guarantees about what names and
 * texts of others can do in it.
 */
public final class TrendReport {
    private static final String HERE = "io/orchestress/report/trend/";

    private TrendReport() {}

    /**
     * Writes the page; equal trends give equal bytes.
     *
     * @param out takes the text, to be encoded as UTF-8; stays open
     */
    public static void write(Trend trend, Writer out) throws IOException {
        SelfContained.write(
                HERE + "trend.peb",
                HERE + "trend.js",
                TrendPage.of(trend),
                SelfContained.json(TrendData.charts(trend)),
                out);
    }
}
