/**
 * Measures how long a target takes to return to normal after a spike, a stress or a fault.
 *
 * <p>Start with {@link io.orchestress.analysis.recovery.Recoveries}; {@link io.orchestress.analysis.recovery.RecoveryAnalysis}
 * is the algorithm for one of them. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.recovery;

import org.jspecify.annotations.NullMarked;
