/**
 * What there is to know of a run, each metric declared once: name, unit, direction, meaning, and how it is taken from a record. Gates,
 * circuit breaker, history, trends, exports, OpenMetrics, report tables and the documentation go by {@link
 * io.orchestress.record.metric.MetricCatalogue}; start there.
 */
@NullMarked
package io.orchestress.record.metric;

import org.jspecify.annotations.NullMarked;
