package com.example.relay;

import io.orchestress.config.Section;
import io.orchestress.protocol.Address;

/**
 * What {@code orchestress.protocols.relay} holds.
 *
 * @param body template of what is asked, in JSON
 */
record RelaySettings(String path, String body) {
    static RelaySettings read(Section s) {
        return new RelaySettings(Address.path(s, "path"), s.jsonTemplate("body"));
    }
}
