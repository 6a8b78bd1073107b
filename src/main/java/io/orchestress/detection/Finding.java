package io.orchestress.detection;

import io.orchestress.config.Protocol;

/**
 * Whether a target speaks a protocol.
 *
 * @param because the exchange that decided it
 */
record Finding(Protocol protocol, boolean spoken, Asked because) {
    @Override
    public String toString() {
        return protocol.configName() + ": " + because;
    }
}
