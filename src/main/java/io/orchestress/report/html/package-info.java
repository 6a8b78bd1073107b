/**
 * Writes {@code report.html} and its sisters: one self-contained file, without network or foreign script, also when the target
 * is hostile.
 *
 * <p>Start with {@link io.orchestress.report.html.HtmlReport}; {@link io.orchestress.report.html.Page} is the data of its
 * template. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.report.html;

import org.jspecify.annotations.NullMarked;
