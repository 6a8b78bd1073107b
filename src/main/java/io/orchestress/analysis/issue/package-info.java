/** What in a run a person should act on: one small rule per cause, every figure with its evidence. */
@NullMarked
package io.orchestress.analysis.issue;

import org.jspecify.annotations.NullMarked;
