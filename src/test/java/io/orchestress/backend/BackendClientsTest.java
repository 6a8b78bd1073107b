package io.orchestress.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The providers' own clients understand what the backend says. */
class BackendClientsTest {
    private static final Path CLIENTS = Path.of("scripts", "targets", "provider-clients");

    private static String said(String check, Backend backend) throws Exception {
        assumeTrue(
                Files.isDirectory(CLIENTS.resolve("node_modules")),
                () -> "not installed: scripts/targets/install provider-clients");
        ProcessBuilder clients =
                new ProcessBuilder("node", check).directory(CLIENTS.toFile()).redirectErrorStream(true);
        clients.environment().put("BASE", backend.url());
        Process process = clients.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    /** How often they try, and what they make of it: the script says what is expected. */
    @Test
    void theProvidersOwnClientsUnderstandItsFaults() throws Exception {
        Path script = Scripts.file("""
                include classpath("backend/default-script.conf")
                models { default { first-token = 1 ms, tokens-per-second = 10000 } }
                """);
        try (Backend backend = Backend.start(Scripts.settings(script.toString()))) {
            String said = said("faults.mjs", backend);
            assertThat(said).endsWith("done\n");
        }
    }

    @Test
    void theProvidersOwnClientsUnderstandIt() throws Exception {
        Path script = Scripts.file("""
                include classpath("backend/default-script.conf")
                models {
                  default { first-token = 1 ms, tokens-per-second = 10000 }
                  limited { limits { requests-per-minute = 1 } }
                }
                """);
        try (Backend backend = Backend.start(Scripts.settings(script.toString()))) {
            assertThat(said("check.mjs", backend)).endsWith("done\n");
            assertThat(backend.counts().unknownPaths()).containsOnlyKeys("POST /v1/images/generations");
        }
    }
}
