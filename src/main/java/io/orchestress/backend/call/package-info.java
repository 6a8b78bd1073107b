/**
 * The calls that reach the backend: whose they are, how they went, and where they are written down. Start at
 * {@link io.orchestress.backend.call.Call}.
 */
@NullMarked
package io.orchestress.backend.call;

import org.jspecify.annotations.NullMarked;
