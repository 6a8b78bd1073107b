package io.orchestress.transport.reach;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other addresses to connect to, by host and port: {@code Host} and the name in TLS stay those of the URL.
 *
 * @param byAuthority {@code host:port} in lower case, or the host alone for all its ports
 */
public record ConnectTo(Map<String, Dialled> byAuthority) {
    /** Every name leads to its own addresses. */
    public static final ConnectTo NOTHING = new ConnectTo(Map.of());

    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\s:/@?#\\[\\]*]+)(?::(\\d{1,5}))?");
    private static final int HIGHEST_PORT = 65_535;

    public ConnectTo {
        byAuthority = Map.copyOf(byAuthority);
    }

    /**
     * Where a connection goes.
     *
     * @param host a name or an address, of IPv6 without brackets
     * @param port 0: that of the URL
     */
    public record Dialled(String host, int port) {
        @Override
        public String toString() {
            String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
            return port == 0 ? shown : shown + ":" + port;
        }
    }

    /**
     * Reads {@code HOST[:PORT]}, of IPv6 in brackets.
     *
     * @return empty when it is none
     */
    public static Optional<Dialled> parsed(String text) {
        Matcher matcher = AUTHORITY.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        int port = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        boolean valid = matcher.group(2) == null || (port >= 1 && port <= HIGHEST_PORT);
        return valid
                ? Optional.of(new Dialled(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port))
                : Optional.empty();
    }

    public boolean isEmpty() {
        return byAuthority.isEmpty();
    }

    /** Of such pairs. */
    public static ConnectTo of(Map<Dialled, Dialled> pairs) {
        Map<String, Dialled> byAuthority = new LinkedHashMap<>();
        pairs.forEach((from, to) -> byAuthority.put(from.toString(), to));
        return new ConnectTo(byAuthority);
    }

    /**
     * Where a connection for this host and port goes; empty: where its name leads.
     *
     * @param host of IPv6 without brackets
     */
    public Optional<Dialled> of(String host, int port) {
        if (byAuthority.isEmpty()) {
            return Optional.empty();
        }
        String name = host.toLowerCase(Locale.ROOT);
        Dialled found = byAuthority.get(new Dialled(name, port).toString());
        if (found == null) {
            found = byAuthority.get(new Dialled(name, 0).toString());
        }
        return found == null || found.port != 0
                ? Optional.ofNullable(found)
                : Optional.of(new Dialled(found.host, port));
    }

    /** As it is written, in the order of the names. */
    @Override
    public String toString() {
        return String.join(
                ", ",
                new TreeMap<>(byAuthority)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + " = " + entry.getValue())
                                .toList());
    }
}
