/**
 * What a program says of itself in Prometheus' text format or in OpenMetrics, and how a figure is made of it. Knows no connection and no
 * clock.
 */
@NullMarked
package io.orchestress.monitoring.prometheus;

import org.jspecify.annotations.NullMarked;
