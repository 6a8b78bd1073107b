package io.orchestress.transport;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Headers of a response as a map with names in lower case. A look-up copies nothing; the rest is copied when it is asked for. */
final class Headers extends AbstractMap<String, String> {
    private final HttpHeaders headers;

    Headers(HttpHeaders headers) {
        this.headers = headers;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return name instanceof String text && isLowerCase(text) ? headers.get(text) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Map<String, String> copy = new LinkedHashMap<>();
        for (Entry<String, String> header : headers) {
            copy.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        return copy.entrySet();
    }

    private static boolean isLowerCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return false;
            }
        }
        return true;
    }
}
