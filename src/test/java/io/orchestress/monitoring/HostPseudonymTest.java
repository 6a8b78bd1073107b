package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Linux has them, below a folder of the test; names by {@code printf 'orchestress host ID' | sha256sum | cut -c1-12}. */
class HostPseudonymTest {
    @TempDir
    private Path root;

    private Optional<String> linux(String id, Map<String, String> environment) throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/machine-id"), id);
        return new HostPseudonym(root, environment, () -> "not sent").read();
    }

    private Optional<String> elsewhere(String hardware) {
        return new HostPseudonym(root, Map.of(), () -> hardware).read();
    }

    @Test
    void theSameEachTimeAndNotTheIdItself() throws IOException {
        assertThat(linux("0123456789abcdef0123456789abcdef\n", Map.of())).contains("9f6d4eebe10c");
        assertThat(linux("0123456789abcdef0123456789abcdee\n", Map.of())).contains("2ce96fc2e726");
        assertThat(linux("", Map.of())).isEmpty();
        assertThat(linux("uninitialized\n", Map.of())).isEmpty();
    }

    @Test
    void aContainerHasNone() throws IOException {
        assertThat(linux("0123456789abcdef0123456789abcdef", Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")))
                .isEmpty();
        Files.writeString(root.resolve(".dockerenv"), "");
        assertThat(linux("0123456789abcdef0123456789abcdef", Map.of())).isEmpty();
    }

    @Test
    void linuxWithoutAnIdHasNone() throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        assertThat(new HostPseudonym(root, Map.of(), () -> "AAAA").read()).isEmpty();
    }

    @Test
    void elsewhereWhatTheHardwareSays() {
        assertThat(elsewhere("4C4C4544-0038-5310-8057-B7C04F4A3533")).contains("78db0c8df08c");
        assertThat(elsewhere("unknown")).isEmpty();
        assertThat(elsewhere(" ")).isEmpty();
    }
}
