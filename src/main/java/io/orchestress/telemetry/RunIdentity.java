package io.orchestress.telemetry;

import io.orchestress.config.Origin;
import java.net.URI;
import java.util.Optional;

/**
 * Which run it is.
 *
 * @param target to which the load goes; of a command a URL that nothing can be sent to
 */
public record RunIdentity(
        String runId, String simulation, String workload, String profile, String protocol, URI target) {
    /** The target without user, query and fragment, which may be secrets. */
    String shownTarget() {
        String path = target.getRawPath() == null ? "" : target.getRawPath();
        return server().map(server -> server + path).orElse(target.getScheme() + ":");
    }

    /** Scheme, host and port of the target; empty of a command. */
    Optional<Origin> server() {
        try {
            return Optional.of(Origin.of(target));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
