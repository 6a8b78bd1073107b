/**
 * Measures how many requests per second the load generator can send and time on this machine, and remembers it.
 *
 * <p>Start with {@link io.orchestress.calibration.CalibrationRun}; {@link io.orchestress.calibration.Calibrations} is the
 * memory. The load itself is driven by {@code gatling}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.calibration;

import org.jspecify.annotations.NullMarked;
