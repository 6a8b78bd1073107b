/**
 * What faults of the scripted backend do to users, to the backend itself, and to tasks that have nothing to do with them.
 *
 * <p>Start with {@link io.orchestress.analysis.fault.FaultEffects}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.fault;

import org.jspecify.annotations.NullMarked;
