/**
 * The forms in which providers of models are spoken to: each reads its calls and writes its answers, whole and as streams. Nothing here knows of connections or of time. Start at
 * {@link io.orchestress.backend.wire.Form}.
 */
@NullMarked
package io.orchestress.backend.wire;

import org.jspecify.annotations.NullMarked;
