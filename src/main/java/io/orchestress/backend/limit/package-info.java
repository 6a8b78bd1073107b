/**
 * Limits of a provider for one customer: requests and tokens a minute, and calls at the same time. Start at
 * {@link io.orchestress.backend.limit.Limiter}.
 */
@NullMarked
package io.orchestress.backend.limit;

import org.jspecify.annotations.NullMarked;
