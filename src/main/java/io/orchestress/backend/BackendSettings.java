package io.orchestress.backend;

import io.orchestress.backend.script.Script;
import io.orchestress.backend.script.ScriptReader;
import io.orchestress.config.Section;
import io.orchestress.config.SettingsPart;

/**
 * Where the backend listens, and what it plays.
 *
 * @param enabled whether a run starts one
 * @param port 0: a free one
 * @param seed of all that is drawn
 * @param threads event loops
 * @param journal file of calls of a backend that no run has started; empty: none
 * @param token whoever sends it may read and set faults from another machine; empty: nobody may
 */
public record BackendSettings(
        boolean enabled, String host, int port, int threads, long seed, Script script, String journal, String token) {
    private static final int HIGHEST_PORT = 65_535;

    /** Read from {@code orchestress.backend}. */
    public static final class Part implements SettingsPart<BackendSettings> {
        @Override
        public Class<BackendSettings> type() {
            return BackendSettings.class;
        }

        @Override
        public BackendSettings read(Section root) {
            Section s = root.section("backend");
            String host = s.text("host");
            if (host.isBlank()) {
                s.problem("host", "expected an address of this machine, such as 127.0.0.1");
            }
            return new BackendSettings(
                    s.flag("enabled"),
                    host,
                    s.integer("port", 0, HIGHEST_PORT),
                    s.integer("threads", 1, 64),
                    s.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE),
                    ScriptReader.read(s, "script"),
                    s.text("journal"),
                    s.text("token"));
        }
    }
}
