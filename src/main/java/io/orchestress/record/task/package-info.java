/**
 * The tasks of a run one by one, {@code tasks.jsonl} of a record: who asked for each, when it was answered, and which marks its answer held. It is
 * there where the tasks of a run were marked (docs/right-answers.md), and is joined by the mark with {@code backend-calls.jsonl}.
 *
 * <p>The first line relates the clock to the wall clock; the last one, {@code {"tasks":…,"lost":…}}, counts the rows before it and those that
 * could not be written: a file without it ended before the run did. Start with {@link io.orchestress.record.task.TaskRow} and {@link
 * io.orchestress.record.task.TaskLog}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.record.task;

import org.jspecify.annotations.NullMarked;
