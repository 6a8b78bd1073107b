/**
 * The runs that are remembered, and the baselines among them. A run's row and its figures are a copy of what its record says, in
 * SQLite, so that thousands of runs can be asked at once; the copy can be made again from the records. Baselines cannot, because
 * they are somebody's word: they are kept in a log of their own beside the store. docs/history.md describes both files.
 */
@NullMarked
package io.orchestress.history;

import org.jspecify.annotations.NullMarked;
