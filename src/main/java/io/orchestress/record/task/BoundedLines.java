package io.orchestress.record.task;

import io.orchestress.record.RecordException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The lines of a file in UTF-8, whatever it holds; of one that is too long the beginning, which then is no JSON. */
final class BoundedLines {
    private static final int LONGEST = 1 << 16;

    private BoundedLines() {}

    /**
     * The first one; empty where there is none.
     *
     * @throws RecordException when the file cannot be read
     */
    static String first(Path file) {
        try (Reader in = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), LONGEST)) {
            StringBuilder line = new StringBuilder(128);
            for (int c = in.read(); c >= 0 && c != '\n' && line.length() < LONGEST; c = in.read()) {
                line.append((char) c);
            }
            return line.toString();
        } catch (IOException e) {
            throw new RecordException(
                    file, String.valueOf(e.getMessage()), "a file of lines of JSON that can be read", e);
        }
    }

    /** @throws RecordException when the file cannot be read */
    static void each(Path file, Consumer<String> lines) {
        // A reader of this kind replaces what is no UTF-8, and throws nothing for it.
        try (Reader in = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), LONGEST)) {
            StringBuilder line = new StringBuilder(512);
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    lines.accept(line.toString());
                    line.setLength(0);
                } else if (line.length() < LONGEST) {
                    line.append((char) c);
                }
            }
            if (!line.isEmpty()) {
                lines.accept(line.toString());
            }
        } catch (IOException e) {
            throw new RecordException(
                    file, String.valueOf(e.getMessage()), "a file of lines of JSON that can be read", e);
        }
    }
}
