package io.orchestress.live.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. A page of another site that runs in a viewer's browser may not: neither from its own origin, nor under a name that it has
 * made an address of this machine (DNS rebinding). On another address than loopback whoever asks knows the token, too.
 */
final class Guard {
    static final String TOKEN = "token";

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]{2,45}]");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MOST_COOKIE_CHARACTERS = 4_096;

    private final Set<String> names;
    private final boolean anyAddress;
    private final byte[] token;
    private final String cookie;

    /**
     * @param loopback whether only this machine reaches the server
     * @param names by which it is called beside those of loopback
     * @param token empty: none is asked for
     */
    Guard(boolean loopback, List<String> names, String token) {
        this.anyAddress = !loopback;
        this.names = Stream.concat(LOOPBACK.stream(), names.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.token = token.getBytes(StandardCharsets.UTF_8);
        // Browsers know a host's cookies whatever its port: runs that have different tokens must not share one.
        this.cookie = "orchestress-live-" + digest(this.token);
    }

    /** Why not; null: it may. */
    @Nullable
    Response refusal(HttpHeaders headers, QueryStringDecoder uri, boolean does) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        String host = hosts.size() == 1 ? hosts.get(0) : "";
        if (!isOurs(name(host))) {
            return Response.Content.sentence(
                    421,
                    "Not served under this name. Valid: localhost, an address, or a name of orchestress.live.hosts.");
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        boolean foreign = origin != null
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host);
        String site = headers.get("Sec-Fetch-Site");
        if (foreign || (does && site != null && !site.equals("same-origin"))) {
            return Response.Content.sentence(403, "Only the page of this server may ask for this.");
        }
        return token.length == 0 || knowsToken(headers, uri)
                ? null
                : Response.Content.sentence(
                        401,
                        "The token is missing or wrong: open the link that the run has printed, or send Authorization: Bearer TOKEN.");
    }

    /** The cookie for a viewer who has come with the token in the link; null: none is needed. */
    @Nullable
    String setsCookie(QueryStringDecoder uri) {
        return token.length > 0 && isToken(parameter(uri))
                ? cookie + "=" + parameter(uri) + "; Path=/; HttpOnly; SameSite=Strict"
                : null;
    }

    private boolean isOurs(String name) {
        return names.contains(name) || (anyAddress && ADDRESS.matcher(name).matches());
    }

    /** Without its port, in lower case; empty: none that could be ours. */
    private static String name(String host) {
        try {
            URI uri = URI.create("http://" + host);
            boolean alone = host.equals(uri.getRawAuthority()) && uri.getRawUserInfo() == null && uri.getHost() != null;
            return alone ? uri.getHost().toLowerCase(Locale.ROOT) : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private boolean knowsToken(HttpHeaders headers, QueryStringDecoder uri) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        if (authorization.startsWith("Bearer ") && isToken(authorization.substring("Bearer ".length()))) {
            return true;
        }
        String cookies = headers.get(HttpHeaderNames.COOKIE, "");
        return isToken(parameter(uri))
                || (cookies.length() <= MOST_COOKIE_CHARACTERS
                        && ServerCookieDecoder.LAX.decode(cookies).stream()
                                .filter(one -> one.name().equals(cookie))
                                .map(Cookie::value)
                                .anyMatch(this::isToken));
    }

    private static String digest(byte[] token) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(token);
            return HexFormat.of().formatHex(sha, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String parameter(QueryStringDecoder uri) {
        return uri.parameters().getOrDefault(TOKEN, List.of("")).get(0);
    }

    private boolean isToken(String said) {
        return MessageDigest.isEqual(token, said.getBytes(StandardCharsets.UTF_8));
    }
}
