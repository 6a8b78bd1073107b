/**
 * Lists what in a run a person should act on: one rule a cause, each with its evidence.
 *
 * <p>Start with {@link io.orchestress.analysis.issues.Issues}, which has the list of rules; {@link
 * io.orchestress.analysis.issues.Explanations} puts symptoms under their cause. docs/issues.md has every type. What it may
 * use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.issues;

import org.jspecify.annotations.NullMarked;
