package io.orchestress.report.html;

import io.orchestress.analysis.Findings;
import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.Timeline;
import io.orchestress.record.RunRecord;
import io.orchestress.report.FailedRequests;
import io.orchestress.report.Remarks;
import io.orchestress.report.RunFacts;
import io.orchestress.report.TargetEventLines;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts of the report of a run that goes on. Texts of the target are escaped, as they are there. */
public final class SoFar {
    private SoFar() {}

    /** Gates, issues and agents by what has ended. */
    public static String evaluation(Findings findings) throws IOException {
        return html("live-findings.peb", Page.of(new RunFacts(findings), new TraceLinks(id -> "")));
    }

    /** What happened to the target, what failed with its own words, and what could not be read. */
    public static String notes(RunRecord run) throws IOException {
        return html(
                "live-notes.peb",
                Map.of(
                        "events", TargetEventLines.table(new RunFacts(nothing(run))),
                        "failed", FailedRequests.table(run),
                        "bounds", Remarks.bounds(run),
                        "unread", Remarks.unread(run)));
    }

    /** Of which nothing has been measured. */
    static Findings nothing(RunRecord run) {
        return new Findings(
                run,
                new Timeline(1, List.of(), List.of()),
                HeatMap.of(1, new long[0][0]),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** A whole page of the package's templates. */
    static String html(String template, Object page) throws IOException {
        StringWriter out = new StringWriter();
        SelfContained.evaluate(SelfContained.HERE + template, Map.of("page", page), out);
        return out.toString();
    }
}
