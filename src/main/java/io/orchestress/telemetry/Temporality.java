package io.orchestress.telemetry;

/** Since when sums and histograms count. */
enum Temporality {
    /** Since the load started. */
    CUMULATIVE,
    /** Since the collection before. */
    DELTA
}
