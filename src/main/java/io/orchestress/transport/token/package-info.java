/**
 * Tokens that expire: where they come from, and how they are kept fresh under load.
 *
 * <p>Start with {@link io.orchestress.transport.token.TokenKeeper}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.transport.token;

import org.jspecify.annotations.NullMarked;
