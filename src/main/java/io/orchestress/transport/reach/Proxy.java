package io.orchestress.transport.reach;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An HTTP proxy: {@code CONNECT} for https, the absolute form for http (RFC 9112 §3.2). This machine is never asked for by it.
 *
 * @param host of IPv6 without brackets
 * @param username empty: it is asked without one
 * @param noProxy hosts that are reached without it, in lower case; one that begins with a dot stands for all below it
 */
public record Proxy(String host, int port, String username, String password, List<String> noProxy) {
    private static final Pattern LOOPBACK = Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|::1|(0+:){7}0*1");

    public Proxy {
        noProxy = noProxy.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * Whether this host is reached by it.
     *
     * @param asked of IPv6 without brackets
     */
    public boolean isFor(String asked) {
        String name = asked.toLowerCase(Locale.ROOT);
        return !LOOPBACK.matcher(name).matches()
                && noProxy.stream().noneMatch(not -> not.startsWith(".") ? name.endsWith(not) : name.equals(not));
    }

    /** The value of {@code Proxy-Authorization}; empty: none. */
    public Optional<String> authorization() {
        return username.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder()
                                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Returns the meaning of a status of the proxy's own, as half a sentence about it. */
    public String refusal(int status) {
        return status == 407
                ? username.isEmpty()
                        ? "asks for a user and a password: 407 (orchestress.target.proxy.username is empty)"
                        : "does not accept the user and the password: 407 (orchestress.target.proxy.username)"
                : "does not let it through: " + status;
    }
}
