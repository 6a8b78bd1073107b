package io.orchestress.stats.changepoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Series that others published; their files name sources and licences. */
public final class PublicSeries {
    private static final Path FOLDER = Path.of("src", "test", "resources", "changes");

    private PublicSeries() {}

    /** @param file such as {@code otava.txt}; {@code name} a series in it */
    public static double[] of(String file, String name) throws IOException {
        String line = Files.readAllLines(FOLDER.resolve(file)).stream()
                .filter(l -> l.startsWith(name + " "))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no series " + name));
        return Arrays.stream(line.split(" "))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
