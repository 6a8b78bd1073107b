package io.orchestress.stats;

/**
 * A 95th percentile with what chance alone may have moved it by: order statistics at the ranks {@code 0.95 n ∓ 1.645 √(0.95 ·
 * 0.05 n)}, each a one-sided bound at 95 %.
 *
 * @param fromMillis lower bound
 * @param toMillis upper bound; infinite where there are too few samples for one, about 60
 */
public record Quantile(long count, double millis, double fromMillis, double toMillis) {}
