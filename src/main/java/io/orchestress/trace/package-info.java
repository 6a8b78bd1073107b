/**
 * The identity of a task and of each of its requests on the wire: W3C Trace Context (level 1) and W3C Baggage.
 *
 * <p>Start with {@link io.orchestress.trace.TraceContext}, which a request carries; {@link io.orchestress.trace.TraceIds} makes new ones, and a
 * {@link io.orchestress.trace.Span} is what one of them became. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.trace;

import org.jspecify.annotations.NullMarked;
