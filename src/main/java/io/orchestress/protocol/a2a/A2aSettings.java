package io.orchestress.protocol.a2a;

import io.orchestress.config.Section;
import io.orchestress.protocol.Address;

/**
 * The section {@code orchestress.protocols.a2a}.
 *
 * @param text template of the message
 */
public record A2aSettings(String card, A2aVersion version, A2aMode mode, String text) {
    public static A2aSettings read(Section s) {
        return new A2aSettings(
                Address.path(s, "card"),
                s.oneOf("version", A2aVersion.values()),
                s.oneOf("mode", A2aMode.values()),
                s.text("text"));
    }
}
