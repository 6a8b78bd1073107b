package io.orchestress.protocol.access;

import io.orchestress.config.Hosts;
import io.orchestress.config.Origin;
import io.orchestress.config.Section;
import io.orchestress.config.Written;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.ConnectTo.Dialled;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code target.connect-to}. Where load is put by it must be allowed as any other address must: a name that is allowed is no leave for every
 * address.
 */
final class ConnectToSection {
    private static final int ANY_PORT = 80;

    private ConnectToSection() {}

    static ConnectTo read(Section target, Section s) {
        Hosts hosts = Hosts.read(target, "allowed-hosts");
        Map<Dialled, Dialled> pairs = new LinkedHashMap<>();
        for (Written pair : s.leaves()) {
            Optional<Dialled> asked = ConnectTo.parsed(pair.name());
            Optional<Dialled> dialled = ConnectTo.parsed(pair.text());
            if (asked.isEmpty()) {
                s.problem(pair, "the key is not a host; valid: \"HOST:PORT\" or HOST, in quotation marks");
            }
            if (dialled.isEmpty()) {
                s.problem(pair, "is no address; valid: ADDRESS:PORT or ADDRESS, of IPv6 in brackets");
            }
            if (asked.isPresent() && dialled.isPresent()) {
                refusal(hosts, asked.get(), dialled.get()).ifPresent(why -> s.problem(pair, why));
                pairs.put(asked.get(), dialled.get());
            }
        }
        return ConnectTo.of(pairs);
    }

    private static Optional<String> refusal(Hosts hosts, Dialled asked, Dialled dialled) {
        int port = dialled.port() != 0 ? dialled.port() : asked.port() != 0 ? asked.port() : ANY_PORT;
        String host = dialled.host().indexOf(':') < 0 ? dialled.host() : "[" + dialled.host() + "]";
        return hosts.refusal(new Origin("http", host, port), "to put load on it");
    }
}
