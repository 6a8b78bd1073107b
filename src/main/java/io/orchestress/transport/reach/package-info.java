/**
 * Ways to a target that is not reached directly: by mutual TLS, by a certificate authority of one's own, by a proxy, at
 * another address than its name's.
 *
 * <p>Start with {@link io.orchestress.transport.reach.Reach}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.transport.reach;

import org.jspecify.annotations.NullMarked;
