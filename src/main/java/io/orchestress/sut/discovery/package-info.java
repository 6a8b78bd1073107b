/**
 * Finds out before the load which protocol a target speaks, by requests that start no work.
 *
 * <p>Start with {@link io.orchestress.sut.discovery.Detection}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.sut.discovery;

import org.jspecify.annotations.NullMarked;
