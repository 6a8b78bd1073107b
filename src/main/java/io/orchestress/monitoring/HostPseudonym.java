package io.orchestress.monitoring;

import io.orchestress.record.InjectorMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A name for this machine that says nothing of it: the beginning of the SHA-256 of its machine id, which is not to leave it as it is. Machines that were cloned with
 * their id have one name. A container has an id of its image, or none: it has no name.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/machine-id.html">machine-id(5)</a>
 */
final class HostPseudonym {
    private static final String SALT = "orchestress host ";
    private static final int BYTES = 6;

    private final Path root;
    private final Map<String, String> environment;
    private final Supplier<String> hardware;

    /**
     * @param root of the file system
     * @param hardware what else tells one machine from another, where there is no Linux; may be {@value InjectorMachine#UNKNOWN}
     */
    HostPseudonym(Path root, Map<String, String> environment, Supplier<String> hardware) {
        this.root = root;
        this.environment = environment;
        this.hardware = hardware;
    }

    Optional<String> read() {
        if (new Isolation(root, environment).container().isPresent()) {
            return Optional.empty();
        }
        return id().map(String::strip)
                .filter(id ->
                        !id.isEmpty() && !id.equalsIgnoreCase(InjectorMachine.UNKNOWN) && !id.equals("uninitialized"))
                .map(HostPseudonym::name);
    }

    private Optional<String> id() {
        if (!Files.isDirectory(root.resolve("proc/self"))) {
            return Optional.of(hardware.get());
        }
        try {
            return Optional.of(Files.readString(root.resolve("etc/machine-id")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String name(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((SALT + id).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
