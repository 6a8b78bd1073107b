/**
 * Reads pages of metrics in Prometheus' text format or OpenMetrics, and evaluates expressions over them. Knows no connection
 * and no clock.
 *
 * <p>Start with {@link io.orchestress.monitoring.prometheus.MetricsText} and {@link
 * io.orchestress.monitoring.prometheus.Expression}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.monitoring.prometheus;

import org.jspecify.annotations.NullMarked;
