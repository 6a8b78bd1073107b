/**
 * A run so far, in bounded memory: the bins of its time lines, which become fewer and wider as it goes on.
 *
 * <p>Start with {@link io.orchestress.live.view.RunView}.
 */
@NullMarked
package io.orchestress.live.view;

import org.jspecify.annotations.NullMarked;
