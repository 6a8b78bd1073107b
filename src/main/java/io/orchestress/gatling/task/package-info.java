/**
 * The mark of each task: how it stands in a prompt, how it is found in what a target answers, and the row that comes of it.
 *
 * <p>Start with {@link io.orchestress.gatling.task.TaskMarks}; {@link io.orchestress.gatling.task.TaskTrace} is one task. What it may use:
 * docs/architecture.md.
 */
@NullMarked
package io.orchestress.gatling.task;

import org.jspecify.annotations.NullMarked;
