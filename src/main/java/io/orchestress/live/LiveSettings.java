package io.orchestress.live;

import io.orchestress.config.Section;
import io.orchestress.config.SettingsPart;
import io.orchestress.live.server.LiveServer.Address;
import java.util.List;

/**
 * Whether a run serves its page, and where.
 *
 * @param portOrigin file and line of the port, or where else it came from
 * @param viewers at a time
 */
public record LiveSettings(boolean enabled, Address address, String portOrigin, int viewers) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int SHORTEST_TOKEN = 16;

    /** Whether a port was named: then it is that one or none. */
    public boolean namesPort() {
        return address.port() != 0;
    }

    /** Read from {@code orchestress.live}. */
    public static final class Part implements SettingsPart<LiveSettings> {
        @Override
        public Class<LiveSettings> type() {
            return LiveSettings.class;
        }

        @Override
        public LiveSettings read(Section root) {
            Section s = root.section("live");
            boolean enabled = s.flag("enabled");
            String bind = s.text("bind");
            String token = s.text("token");
            List<String> hosts = s.texts("hosts");
            Address address = new Address(bind, s.integer("port", 0, HIGHEST_PORT), token, hosts);
            if (bind.isBlank()) {
                s.problem("bind", "expected an address of this machine, such as 127.0.0.1");
            } else if (enabled && token.isEmpty() && !address.isLoopback()) {
                s.problem(
                        "bind",
                        "other machines reach this address, so orchestress.live.token must be set; valid without one: 127.0.0.1");
            }
            if (!token.isEmpty() && !token.matches("[A-Za-z0-9_.~-]{" + SHORTEST_TOKEN + ",200}")) {
                s.problem(
                        "token",
                        "expected at least " + SHORTEST_TOKEN
                                + " letters, digits, and - _ . ~, such as the output of: openssl rand -hex 16");
            }
            return new LiveSettings(enabled, address, s.written("port").origin(), s.integer("viewers", 1, 100));
        }
    }
}
