/**
 * The HTTP client of everything that is not load: probes, pages of metrics, controls, hooks.
 *
 * <p>Start with {@link io.orchestress.transport.http.Http}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.transport.http;

import org.jspecify.annotations.NullMarked;
