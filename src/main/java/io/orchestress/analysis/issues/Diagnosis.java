package io.orchestress.analysis.issues;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The finding of a rule, without its recommendations, which are in the {@link Catalogue}.
 *
 * @param condition which case of the type it is, such as a failure class; empty: there is only one
 * @param description one sentence with the measured figure
 * @param reason failure class that most of it is due to, where the record counts that; absent: not known
 * @param addsMillis what it adds to the latency of a request; NaN: that is not known
 * @param figures measured figures as text, by the name under which the catalogue's texts may call for them
 */
public record Diagnosis(
        IssueType type,
        String condition,
        Severity severity,
        String description,
        Evidence evidence,
        @Nullable FailureClass reason,
        double addsMillis,
        Map<String, String> figures) {
    public Diagnosis {
        figures = Map.copyOf(figures);
    }

    /** With the figures that every type has: actual, limit, phases, requests, from, to. */
    public static Diagnosis of(IssueType type, Severity severity, String description, Evidence e) {
        Map<String, String> figures = Map.of(
                "actual",
                        e.threshold() == null
                                ? Format.of(e.actual(), e.unit())
                                : Format.beside(e.actual(), e.unit(), e.threshold()),
                "limit", e.threshold() == null ? "no limit" : Format.limit(e.threshold(), e.unit()),
                "phases", names(e.phases(), "the whole run"),
                "requests", names(e.requests(), "all requests"),
                "from", Format.clock(e.fromSeconds()),
                "to", Format.clock(e.toSeconds()));
        return new Diagnosis(type, "", severity, description, e, null, Double.NaN, figures);
    }

    public Diagnosis when(String newCondition) {
        return new Diagnosis(type, newCondition, severity, description, evidence, reason, addsMillis, figures);
    }

    /** Most of it is due to failures of this class. */
    public Diagnosis because(FailureClass failureClass) {
        return new Diagnosis(type, condition, severity, description, evidence, failureClass, addsMillis, figures);
    }

    /** A request takes so much longer for it. */
    public Diagnosis adding(double millis) {
        return new Diagnosis(type, condition, severity, description, evidence, reason, millis, figures);
    }

    public Diagnosis as(Severity newSeverity) {
        return new Diagnosis(type, condition, newSeverity, description, evidence, reason, addsMillis, figures);
    }

    /** With a further sentence, which begins with a blank. */
    Diagnosis saying(String more) {
        return new Diagnosis(type, condition, severity, description + more, evidence, reason, addsMillis, figures);
    }

    /** With one more figure. */
    public Diagnosis with(String name, Object figure) {
        Map<String, String> more = new TreeMap<>(figures);
        more.put(name, String.valueOf(figure));
        return new Diagnosis(type, condition, severity, description, evidence, reason, addsMillis, more);
    }

    private static String names(List<String> names, String none) {
        return names.isEmpty() ? none : "'" + String.join("', '", names) + "'";
    }
}
