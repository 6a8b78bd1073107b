/**
 * What a virtual user does, protocol by protocol: no rates, no thresholds. Part of the jar, so that any project's simulation has
 * {@link io.orchestress.scenario.Journeys#byProtocol()}; may use everything but {@code cli}, and only simulations use it.
 */
@NullMarked
package io.orchestress.scenario;

import org.jspecify.annotations.NullMarked;
