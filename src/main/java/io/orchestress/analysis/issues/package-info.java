/** What in a run a person should act on: one small rule per cause, every figure with its evidence. */
@NullMarked
package io.orchestress.analysis.issues;

import org.jspecify.annotations.NullMarked;
