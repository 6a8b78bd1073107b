/**
 * Writes metrics as text that Prometheus and its kin read: OpenMetrics 1.0, and the older format 0.0.4. Knows no metric.
 *
 * <p>Start with {@link io.orchestress.text.openmetrics.MetricFamilies}.
 */
@NullMarked
package io.orchestress.text.openmetrics;

import org.jspecify.annotations.NullMarked;
