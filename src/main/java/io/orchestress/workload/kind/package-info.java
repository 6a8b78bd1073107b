/**
 * The words of the load that configuration, record and analysis share: kinds of phases, load models, sizes of tasks. It uses
 * nothing but {@code text}.
 *
 * <p>Start with {@link io.orchestress.workload.kind.PhaseKind}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.workload.kind;

import org.jspecify.annotations.NullMarked;
