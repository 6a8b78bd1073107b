/**
 * Says whether the load generator sent and timed what it was told to.
 *
 * <p>Start with {@link io.orchestress.analysis.injector.InjectorAnalysis}. The readings come from {@code engine} and {@code
 * gatling}, the capacity of the machine from {@code calibration}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.injector;

import org.jspecify.annotations.NullMarked;
