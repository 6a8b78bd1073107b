package io.orchestress.gatling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Native libraries that others unpacked into the temporary folder, sqlite's and brotli's. They would be deleted when the JVM ends by itself,
 * and ours is halted. Linux lets go of the name of a file that is in use; elsewhere they stay.
 */
final class ExtractedLibraries {
    private static final Path LOADED = Path.of("/proc/self/maps");
    private static final String NAMES = "(com_aayushatharva_brotli4j_.*/.*|sqlite-.*)";

    private ExtractedLibraries() {}

    /** Deletes what of them this JVM has loaded. */
    static void delete() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        try (Stream<String> lines = Files.exists(LOADED) ? Files.lines(LOADED) : Stream.empty()) {
            List<Path> libraries = lines.filter(line -> line.contains(folder + "/"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .distinct()
                    .filter(file -> folder.relativize(file).toString().matches(NAMES))
                    .toList();
            for (Path library : libraries) {
                Files.deleteIfExists(library);
                Files.deleteIfExists(library.resolveSibling(library.getFileName() + ".lck"));
                Path parent = Objects.requireNonNull(library.getParent());
                if (!parent.equals(folder)) {
                    Files.deleteIfExists(parent);
                }
            }
        } catch (IOException e) {
            // it stays, as it would elsewhere
        }
    }
}
