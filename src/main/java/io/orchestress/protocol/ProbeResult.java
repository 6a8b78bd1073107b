package io.orchestress.protocol;

/**
 * Whether a target speaks a protocol.
 *
 * @param because the exchange that decided it
 */
public record ProbeResult(boolean spoken, ProbeResponse because) {}
