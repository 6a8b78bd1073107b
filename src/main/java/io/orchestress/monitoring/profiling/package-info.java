/**
 * Records the target's JVM in each phase by Java Flight Recorder.
 *
 * <p>Start with {@link io.orchestress.monitoring.profiling.PhaseProfiler} for the recording and {@link
 * io.orchestress.monitoring.profiling.JfrFiles} for reading it. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.monitoring.profiling;

import org.jspecify.annotations.NullMarked;
