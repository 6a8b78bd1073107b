/**
 * Writes findings as Markdown, for a pull request or an issue.
 *
 * <p>Start with {@link io.orchestress.report.markdown.SummaryMarkdown}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.report.markdown;

import org.jspecify.annotations.NullMarked;
