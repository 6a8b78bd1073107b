package io.orchestress.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who is spoken to: scheme, host and port. Two URLs lead to the same program only if they have the same origin.
 *
 * @param host in lower case, of IPv6 in brackets; by its name, whatever a name server says of it
 * @param port the scheme's own where the URL has none
 */
public record Origin(String scheme, String host, int port) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Pattern LOOPBACK_QUAD = Pattern.compile("127(\\.\\d{1,3}){3}");

    public Origin {
        host = host.toLowerCase(Locale.ROOT);
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("the port must be from 1 to " + HIGHEST_PORT);
        }
    }

    /**
     * A URL of HTTP that can be spoken to.
     *
     * @throws IllegalArgumentException saying what is wrong, without the text, which may hold a secret
     */
    public static URI url(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("expected http://HOST[:PORT] or https://HOST[:PORT]", e);
        }
        of(url);
        return url;
    }

    /** @throws IllegalArgumentException when it is no URL of HTTP, holds a user, or its port is none */
    public static Origin of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String authority = url.getRawAuthority();
        if (url.getHost() == null
                && authority != null
                && authority.matches("[A-Za-z0-9._-]*_[A-Za-z0-9._-]*(:\\d*)?")) {
            throw new IllegalArgumentException("a host name must not have an underscore (RFC 1123 §2.1): give the"
                    + " container or service an alias without one, such as " + authority.replace('_', '-')
                    + ", or use its address");
        }
        if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("expected http://HOST[:PORT] or https://HOST[:PORT]");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("must not have a user or a password; secrets belong in headers");
        }
        return new Origin(scheme, url.getHost(), url.getPort() == -1 ? usual(scheme) : url.getPort());
    }

    private static int usual(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }

    boolean hasUsualPort() {
        return port == usual(scheme);
    }

    /** Whether it is surely on this machine: a literal address or {@code localhost}, for what a name server says of a name may change. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost") || LOOPBACK_QUAD.matcher(host).matches()) {
            return true;
        }
        try {
            return host.startsWith("[") && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The same program: the same origin, or another of the usual names of this machine. */
    boolean isSameAs(Origin other) {
        return scheme.equals(other.scheme)
                && port == other.port
                && (host.equals(other.host) || (isUsualLoopback() && other.isUsualLoopback()));
    }

    /** Not any of 127.0.0.0/8: another program may listen at another of them. */
    private boolean isUsualLoopback() {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    /** A URL of the same program with this origin's name of it; any other URL as it is. */
    public URI at(URI url) {
        if (!isSameAs(of(url))) {
            return url;
        }
        return with(url);
    }

    private URI with(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(this + path + query);
    }

    /** A URL at this host instead, if it names an address at which one may listen, but to which nobody can connect: 0.0.0.0, [::]. */
    public URI insteadOfAnyAddress(URI url) {
        Origin named;
        try {
            named = of(url);
            if (!(named.host.equals("0.0.0.0") || (named.host.startsWith("[") && isAnyAddress(named.host)))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            return url;
        }
        Origin here = new Origin(named.scheme, host, named.port);
        return here.with(url);
    }

    private static boolean isAnyAddress(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether a URL has the same host and port, but the other of http and https. */
    public boolean isOtherScheme(URI url) {
        Origin other;
        try {
            other = of(url);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return !scheme.equals(other.scheme) && new Origin(scheme, other.host, other.port).isSameAs(this);
    }

    /** {@code host:port}, as one is named in {@code allowed-hosts}. */
    public String authority() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + (hasUsualPort() ? host : authority());
    }
}
