/**
 * How the target is reached, out of the configuration.
 *
 * <p>Start with {@link io.orchestress.protocol.access.TargetAccess}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.protocol.access;

import org.jspecify.annotations.NullMarked;
