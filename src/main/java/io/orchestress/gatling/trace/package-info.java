/**
 * What the requests of a run carry of where they belong, and what is kept of single tasks and requests: the slowest, and the first failures of each
 * class.
 *
 * <p>Start with {@link io.orchestress.gatling.trace.RunTracing}; {@link io.orchestress.gatling.trace.SampleKeeper} keeps. What it may use:
 * docs/architecture.md.
 */
@NullMarked
package io.orchestress.gatling.trace;

import org.jspecify.annotations.NullMarked;
