package io.orchestress.sut.discovery;

import io.orchestress.config.Protocol;

/**
 * Whether a target speaks a protocol.
 *
 * @param because the exchange that decided it
 */
record ProbeResult(Protocol protocol, boolean spoken, ProbeResponse because) {
    @Override
    public String toString() {
        return protocol.configName() + ": " + because;
    }
}
