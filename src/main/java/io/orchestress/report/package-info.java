/**
 * Holds what every report shares: sentences, and the rows and columns of tables.
 *
 * <p>Start with {@link io.orchestress.report.RunFacts}, which reports get, and {@link io.orchestress.report.MetricTable}. Each
 * form is a package below it, a function from findings to a writer. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.report;

import org.jspecify.annotations.NullMarked;
