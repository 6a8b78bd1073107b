package io.orchestress.analysis.issues;

/**
 * A kind of issue. {@code docs/issues.md} has all of them as a table that a test writes. In the texts <code>{KEY}</code> stands for the default of
 * a key of the configuration, and <code>{KEY %}</code> for a share as a percentage.
 *
 * @param name in capitals with underscores; {@code recommendations.conf} has what is said about it under this name
 * @param condition when it is raised, without a verb of its own: {@code error rate above {issues.error-rate %}}
 * @param severity how severe it is, and from when on it is more
 */
public record IssueType(String name, String condition, String severity) {
    @Override
    public String toString() {
        return name;
    }
}
