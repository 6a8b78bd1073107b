package io.orchestress.protocol;

import java.net.URI;

/**
 * Where a target is spoken to, as it said itself.
 *
 * @param url the target's, unless the protocol lets the target name another
 * @param version of the protocol; empty: there is but one, or it is agreed on later
 */
public record Endpoint(URI url, String version) {}
