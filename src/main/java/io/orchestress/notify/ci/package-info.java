/**
 * Recognises the CI pipeline that Orchestress runs in, by its environment variables.
 *
 * <p>Start with {@link io.orchestress.notify.ci.Pipeline}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.notify.ci;

import org.jspecify.annotations.NullMarked;
