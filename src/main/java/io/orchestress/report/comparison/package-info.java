/**
 * Writes a comparison of two runs as plain text.
 *
 * <p>Start with {@link io.orchestress.report.comparison.ComparisonText}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.report.comparison;

import org.jspecify.annotations.NullMarked;
