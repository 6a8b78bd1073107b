package io.orchestress.notify.ci;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Markdown on the page of a job at GitHub, which throws all of it away when a step writes more than 1 MiB. */
public final class StepSummary {
    static final int MOST_BYTES = 1 << 20;

    private static final String CUT = "\n*Cut: the rest is in summary.md.*\n";

    private StepSummary() {}

    /**
     * Appends to what the step has written already; what does not fit is cut after a whole line, and that is said.
     *
     * @throws IOException when the file cannot be written
     */
    public static void append(Path file, String markdown) throws IOException {
        long room = MOST_BYTES - (Files.exists(file) ? Files.size(file) : 0);
        String text = "\n" + markdown + "\n";
        String shown = bytes(text) <= room ? text : cut(text, room - bytes(CUT));
        Files.writeString(file, shown, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String cut(String text, long room) {
        if (room < 0) {
            return "";
        }
        StringBuilder kept = new StringBuilder();
        long left = room;
        for (String line : text.split("(?<=\n)", -1)) {
            left -= bytes(line);
            if (left < 0) {
                break;
            }
            kept.append(line);
        }
        return kept + CUT;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
