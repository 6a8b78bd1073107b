/**
 * Writes the result of a duel as a page.
 *
 * <p>Start with {@link io.orchestress.report.duel.DuelHtml}. As JUnit XML and SARIF it is written in {@code report.ci}. What
 * it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.report.duel;

import org.jspecify.annotations.NullMarked;
