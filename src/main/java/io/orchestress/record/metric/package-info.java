/**
 * Declares each metric of a run once: name, unit, direction, meaning, and how it is taken from a record. Gates, circuit
 * breaker, history, trends, exports, OpenMetrics, report tables and the documentation go by it.
 *
 * <p>Start with {@link io.orchestress.record.metric.MetricCatalogue}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.record.metric;

import org.jspecify.annotations.NullMarked;
