package io.orchestress.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.OptionalLong;

/** Amounts of bytes as HOCON has them. */
final class Sizes {
    private Sizes() {}

    /** {@code 64 KiB} is 65 536; empty: it has no unit, or is no size. */
    static OptionalLong bytes(String text) {
        String stripped = text.strip();
        if (stripped.matches("-?[0-9.]+")) {
            return OptionalLong.empty();
        }
        try {
            long bytes = ConfigFactory.parseMap(Map.of("size", stripped)).getBytes("size");
            return bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
        } catch (ConfigException e) {
            return OptionalLong.empty();
        }
    }
}
