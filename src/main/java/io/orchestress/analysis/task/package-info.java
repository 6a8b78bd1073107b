/**
 * Joins the tasks of a run with the calls that they caused behind the target: own time, amplification, retries, and where the time of single tasks
 * went. docs/MATH.md has the formulas. Holds the answers against the marks of the tasks: {@link io.orchestress.analysis.task.RightAnswers}.
 *
 * <p>Start with {@link io.orchestress.analysis.task.BothSidesAnalysis}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.task;

import org.jspecify.annotations.NullMarked;
