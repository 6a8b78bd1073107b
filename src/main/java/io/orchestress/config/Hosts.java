package io.orchestress.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts that are named, and with them the one policy of who may be spoken to. A load test is dangerous, and what a target says is not to
 * be obeyed as to where the load goes. So an address of the configuration is on this machine or names a host of the list; an address that
 * comes from elsewhere, from an agent card or from an answer, is the target's own origin, or is named with its port.
 */
public final class Hosts {
    private static final Pattern ENTRY = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\s:/@?#\\[\\]*]+)(?::(\\d{1,5}))?");

    private final List<Entry> entries;
    private final String key;

    private record Entry(String host, OptionalInt port) {
        boolean hasHostOf(Origin origin) {
            return host.equals(origin.host());
        }
    }

    private Hosts(List<Entry> entries, String key) {
        this.entries = List.copyOf(entries);
        this.key = key;
    }

    /**
     * Reads {@code HOST} and {@code HOST:PORT}; what is neither becomes a problem and names nobody.
     *
     * @param key of the list, to be named where a host is missing in it
     */
    public static Hosts read(Section s, String key) {
        List<Entry> entries = new ArrayList<>();
        for (String text : s.texts(key)) {
            Optional<Entry> entry = entry(text);
            entry.ifPresent(entries::add);
            if (entry.isEmpty()) {
                s.problem(
                        key,
                        "'" + Redaction.withoutAddressSecrets(text)
                                + "' is not a host; expected HOST or HOST:PORT, such as 10.0.0.5:8080");
            }
        }
        return new Hosts(entries, s.path(key));
    }

    private static Optional<Entry> entry(String text) {
        Matcher matcher = ENTRY.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        if (matcher.group(2) == null) {
            return Optional.of(new Entry(host, OptionalInt.empty()));
        }
        int port = Integer.parseInt(matcher.group(2));
        return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(new Entry(host, OptionalInt.of(port)));
    }

    /** Those of both lists; the key of this one is named where a host is missing. */
    Hosts and(Hosts others) {
        return new Hosts(
                Stream.concat(entries.stream(), others.entries.stream()).toList(), key);
    }

    /**
     * Why an address that the user wrote is not spoken to; empty: it may be.
     *
     * @param purpose such as {@code to put load on it}
     */
    public Optional<String> refusal(Origin written, String purpose) {
        boolean named = entries.stream()
                .anyMatch(entry -> entry.hasHostOf(written) && entry.port().orElse(written.port()) == written.port());
        return written.isLoopback() || named
                ? Optional.empty()
                : Optional.of("'" + written.host() + "' is not this machine: name it in " + key + " " + purpose);
    }

    /**
     * Why load that is meant for the target does not go to a URL that comes from an agent card, an answer or a journey; empty: it may. It may
     * if it is of the target's own origin, if its host is named with its port, or without one and the port is the scheme's own. Never
     * from https to http: the target's headers may be secret.
     */
    public Optional<String> refusal(URI url, Origin target) {
        Origin origin;
        try {
            origin = Origin.of(url);
        } catch (IllegalArgumentException e) {
            return Optional.of("the URL " + e.getMessage());
        }
        if (origin.isSameAs(target)) {
            return Optional.empty();
        }
        if (target.scheme().equals("https") && origin.scheme().equals("http")) {
            return Optional.of(origin + " is not encrypted, but the target " + target + " is");
        }
        boolean named = entries.stream()
                .anyMatch(entry -> entry.hasHostOf(origin)
                        && (entry.port().isPresent()
                                ? entry.port().getAsInt() == origin.port()
                                : origin.hasUsualPort()));
        return named
                ? Optional.empty()
                : Optional.of(origin + " is not the target, " + target + ": name "
                        + (origin.hasUsualPort() ? origin.host() : origin.authority()) + " in " + key
                        + " to put load on it");
    }
}
