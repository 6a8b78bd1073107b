/**
 * Plays a script: from a call to what the model says, and when. A function of the call, the script and the seed; nothing is remembered. Start at
 * {@link io.orchestress.backend.play.Player}.
 */
@NullMarked
package io.orchestress.backend.play;

import org.jspecify.annotations.NullMarked;
