/**
 * Access to the target as configured: address, proxy, certificates, token.
 *
 * <p>Start with {@link io.orchestress.protocol.access.TargetAccess}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.protocol.access;

import org.jspecify.annotations.NullMarked;
