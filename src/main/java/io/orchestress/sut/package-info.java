/**
 * The system under test: whether it is there, what it speaks, what is set on it, and the one that Orchestress brings along.
 *
 * <p>Start with {@link io.orchestress.sut.Liveness}. Below it {@code discovery}, {@code control} and {@code embedded}. What it
 * may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.sut;

import org.jspecify.annotations.NullMarked;
