/**
 * Runs a simulation in Gatling and measures each request around Gatling's own actions. No other package but {@code scenario}
 * knows Gatling.
 *
 * <p>Start with {@link io.orchestress.gatling.LoadSimulation}, which every simulation extends; {@link
 * io.orchestress.gatling.RunSession} puts a run together, {@link io.orchestress.gatling.VirtualUser} times its requests. What
 * it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.gatling;

import org.jspecify.annotations.NullMarked;
