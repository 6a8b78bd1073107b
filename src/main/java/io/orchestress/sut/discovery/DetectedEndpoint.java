package io.orchestress.sut.discovery;

import io.orchestress.config.Protocol;
import java.net.URI;

/**
 * How a target is spoken to, as it said itself.
 *
 * @param endpoint where; the target's URL, unless the protocol lets the target name another
 * @param version of the protocol; empty: there is but one, or it is agreed on later
 */
public record DetectedEndpoint(Protocol protocol, URI endpoint, String version) {}
