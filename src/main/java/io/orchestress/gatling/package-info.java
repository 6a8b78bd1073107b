/**
 * Phases to Gatling injection, and requests measured around Gatling's own actions. The only package that knows Gatling.
 *
 * <p>A simulation extends {@link io.orchestress.gatling.LoadSimulation} and says what a virtual user does; it wraps each request
 * in {@link io.orchestress.gatling.Requests#http}.
 */
@NullMarked
package io.orchestress.gatling;

import org.jspecify.annotations.NullMarked;
