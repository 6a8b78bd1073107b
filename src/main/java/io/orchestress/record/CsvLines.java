package io.orchestress.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/** Streams the rows of a file with a header; a last line without its end is what a killed writer leaves behind, and ignored. */
final class CsvLines {
    /** Characters of a line: no name in it comes near. */
    private static final int LONGEST = 1 << 20;

    private CsvLines() {}

    /** @throws RecordException on another first line than {@code header}, and on the first line that {@code parse} refuses */
    static <T> void forEach(Path file, String header, Function<String, T> parse, Consumer<T> consumer) {
        forEach(file, header, parse, consumer, LONGEST);
    }

    /** @param longest characters of a line */
    static <T> void forEach(Path file, String header, Function<String, T> parse, Consumer<T> consumer, int longest) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            StringBuilder line = new StringBuilder(128);
            long number = 0;
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    read(file, header, ++number, line.toString().stripTrailing(), parse, consumer);
                    line.setLength(0);
                } else if (line.length() < longest) {
                    line.append((char) c);
                } else {
                    throw new RecordException(
                            file,
                            "line " + (number + 1) + " is longer than " + longest + " characters",
                            "valid: " + header);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> void read(
            Path file, String header, long number, String line, Function<String, T> parse, Consumer<T> consumer) {
        String valid = "valid: " + header;
        if (number == 1) {
            if (!line.equals(header)) {
                throw new RecordException(file, "line 1 is not the header", valid);
            }
            return;
        }
        T row;
        try {
            row = parse.apply(line);
        } catch (IllegalArgumentException e) {
            throw new RecordException(file, "line " + number + " cannot be read: " + e.getMessage(), valid, e);
        }
        consumer.accept(row);
    }
}
