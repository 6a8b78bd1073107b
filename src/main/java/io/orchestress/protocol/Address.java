package io.orchestress.protocol;

import io.orchestress.config.Section;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A path of a target. The URL is made once: making one costs as much as reading a small answer. Safe for use by any number of threads. */
public final class Address {
    private final String path;
    private volatile @Nullable Known known;

    private record Known(URI target, URI url) {}

    /** @param path begins with {@code /}; it is appended to the path of the target */
    public Address(String path) {
        this.path = Objects.requireNonNull(path, "path is null");
    }

    /** The path that a key holds: one that begins with {@code /}. */
    public static String path(Section s, String key) {
        String text = s.text(key);
        if (!text.startsWith("/")) {
            s.problem(key, "expected a path that begins with /");
        }
        return text;
    }

    public URI of(URI target) {
        Known last = known;
        if (last == null || !last.target.equals(target)) {
            last = new Known(target, URI.create(base(target) + path));
            known = last;
        }
        return last.url;
    }

    /** The target's URL without a slash at its end. */
    public static String base(URI target) {
        String text = target.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
