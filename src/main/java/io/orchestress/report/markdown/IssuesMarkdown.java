package io.orchestress.report.markdown;

import static io.orchestress.report.markdown.Markdown.code;
import static io.orchestress.report.markdown.Markdown.text;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.report.Priorities;
import io.orchestress.report.RunFacts;
import io.orchestress.report.Sentences;
import io.orchestress.report.StatusLine;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All issues of a run, worst first, then what to do about them: {@code issues.md}. */
public final class IssuesMarkdown {
    private IssuesMarkdown() {}

    /** Writes the list; equal findings give equal text. */
    public static void write(Findings findings, Writer out) throws IOException {
        RunFacts facts = new RunFacts(findings);
        out.write("# Issues of " + code(facts.run().simulation()) + "\n\n");
        out.write("Run " + code(facts.run().runId()) + " against "
                + code(facts.run().target().url()) + ", "
                + Format.instant(facts.run().startedAt()) + ".\n");
        String status = StatusLine.of(facts).orElse("");
        if (!status.isEmpty()) {
            out.write("\n> **" + text(status) + "**\n");
        }
        if (facts.issues().isEmpty()) {
            out.write(facts.requests() == 0 ? "\nNo data to look for issues.\n" : "\nNo issues found.\n");
        }
        for (Issue issue : facts.issues()) {
            out.write(issue(issue));
        }
        out.write(recommendations(facts));
    }

    private static String issue(Issue issue) {
        return "\n## " + severity(issue) + ": " + text(issue.type()) + "\n\n" + text(issue.description()) + "\n\n"
                + "**Impact:** " + text(issue.impact()) + "\n\n"
                + "**Evidence:** " + evidence(issue.evidence()) + "\n"
                + symptoms(issue.symptoms());
    }

    private static String symptoms(List<Issue> symptoms) {
        return symptoms.isEmpty()
                ? ""
                : "\n**Symptoms of it:**\n\n"
                        + symptoms.stream()
                                .map(symptom -> "- **" + severity(symptom) + ": " + text(symptom.type()) + ".** "
                                        + text(symptom.description()) + "\n  "
                                        + text(symptom.impact()) + "\n  "
                                        + "Evidence: " + evidence(symptom.evidence()) + "\n")
                                .collect(Collectors.joining());
    }

    private static String severity(Issue issue) {
        return PlainText.capital(issue.severity().name().toLowerCase(Locale.ROOT));
    }

    static String evidence(Evidence e) {
        return text(Sentences.evidence(e))
                + "; phase " + names(e.phases(), "any (whole run)")
                + "; request " + names(e.requests(), "any")
                + "; " + Format.clockRange(e.fromSeconds(), e.toSeconds())
                + (e.trace() == null ? "" : "; trace of an example " + code(e.trace()));
    }

    private static String names(List<String> names, String none) {
        return names.isEmpty() ? none : names.stream().map(Markdown::code).collect(Collectors.joining(", "));
    }

    private static String recommendations(RunFacts facts) {
        StringBuilder out = new StringBuilder();
        facts.recommendations().forEach((priority, texts) -> {
            out.append(out.isEmpty() ? "\n## Recommendations\n" : "");
            out.append("\n### ").append(Priorities.title(priority)).append("\n\n");
            texts.forEach((advice, issues) -> out.append("- ")
                    .append(text(advice))
                    .append(" (")
                    .append(issues.stream().map(Markdown::text).collect(Collectors.joining(", ")))
                    .append(")\n"));
        });
        return out.toString();
    }
}
