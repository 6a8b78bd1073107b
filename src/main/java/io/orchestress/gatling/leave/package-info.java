/**
 * Users who leave in the middle of a task: who, when, and how. Start at {@link io.orchestress.gatling.leave.Leavers}. What a run does with them is in
 * {@code gatling}, what a target does afterwards in {@code analysis.orphan}.
 */
@NullMarked
package io.orchestress.gatling.leave;

import org.jspecify.annotations.NullMarked;
