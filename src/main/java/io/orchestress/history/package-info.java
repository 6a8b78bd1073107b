/**
 * Remembers runs and baselines, so that thousands of runs can be queried at once.
 *
 * <p>Start with {@link io.orchestress.history.History}. A run's row is a copy of its record, in SQLite, and can be made again;
 * baselines are somebody's decision and have a log of their own, {@link io.orchestress.history.BaselineLog}. docs/history.md
 * describes both files. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.history;

import org.jspecify.annotations.NullMarked;
