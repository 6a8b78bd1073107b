package io.orchestress.gatling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Names the record of a run to whoever started it, a line each, in a file that the environment names: of several runs that begin at once in one folder of
 * records each belongs to somebody.
 */
final class RecordAnnouncement {
    static final String VARIABLE = "ORCHESTRESS_TELL_RECORD";

    private RecordAnnouncement() {}

    /** @throws IOException when nobody could be told: a gate would judge no record */
    static void of(Path folder, Map<String, String> environment) throws IOException {
        String file = environment.getOrDefault(VARIABLE, "");
        if (!file.isEmpty()) {
            Files.writeString(
                    Path.of(file),
                    folder.toAbsolutePath() + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
