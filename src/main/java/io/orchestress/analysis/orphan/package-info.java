/**
 * What a target does for users who have left: tasks that were left, joined with the calls that reached the scripted backend for them. Start at
 * {@link io.orchestress.analysis.orphan.OrphanAnalysis}.
 */
@NullMarked
package io.orchestress.analysis.orphan;

import org.jspecify.annotations.NullMarked;
