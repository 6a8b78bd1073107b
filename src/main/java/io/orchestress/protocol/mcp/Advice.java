package io.orchestress.protocol.mcp;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** Which setting is to be changed where a status says that this is the wrong address, or that somebody must be known. */
final class Advice {
    private Advice() {}

    /**
     * After a semicolon; empty where there is none.
     *
     * @param location of a redirect; empty: it does not say
     */
    static String on(int status, String location, Optional<URI> asked) {
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                location.isEmpty()
                        ? ""
                        : asked.map(from -> redirected(from, location)).orElse("");
            case 401 ->
                "; authorization required: set orchestress.target.headers.Authorization, or orchestress.target.token for one that expires";
            case 403 -> "; access denied: check orchestress.target.headers";
            case 407 -> "; a proxy requires authorization: set orchestress.target.proxy";
            default -> "";
        };
    }

    /** Of a URL without its query, which may hold a secret. */
    private static String redirected(URI from, String location) {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            return "";
        }
        if (Objects.equals(from.getScheme(), to.getScheme())
                && Objects.equals(from.getAuthority(), to.getAuthority())) {
            return "; it redirects to " + to.getPath() + ", which is not followed: set orchestress.protocols.mcp.path";
        }
        return "; it redirects to " + to.getScheme() + "://" + to.getAuthority() + to.getPath()
                + ", which is not followed: set orchestress.target.url";
    }
}
