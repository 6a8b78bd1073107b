package io.orchestress.history;

import io.orchestress.record.RecordException;
import io.orchestress.record.RecordReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The outcome of adding every record of a folder.
 *
 * @param problems a sentence about each record that could not be added
 */
public record Rebuild(int added, List<String> problems) {
    private static final int SHOWN = 3;

    public Rebuild {
        problems = List.copyOf(problems);
    }

    /** At most {@value #SHOWN} of the problems, and how many more there are. */
    List<String> shortProblems() {
        List<String> shown = new ArrayList<>(problems.stream().limit(SHOWN).toList());
        if (problems.size() > SHOWN) {
            shown.add("Not added: " + (problems.size() - SHOWN)
                    + " more records; scripts/orchestress history rebuild names them all");
        }
        return shown;
    }

    static Rebuild of(History history, Path records) {
        int added = 0;
        List<String> problems = new ArrayList<>();
        for (Path record : records(records)) {
            try {
                // A run that goes on beside us has a writer that lives.
                history.add(RecordReader.open(record, RecordReader.Writer.ALIVE).run(), record);
                added++;
            } catch (RecordException | UncheckedIOException e) {
                problems.add("Not added: " + e.getMessage());
            } catch (HistoryException e) {
                if (e.kind() != HistoryException.Kind.ASKED_WRONG) {
                    throw e;
                }
                problems.add("Not added: " + e.getMessage());
            }
        }
        return new Rebuild(added, problems);
    }

    /** In the order of names; {@code latest} is one of them already. */
    private static List<Path> records(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(record ->
                            !Files.isSymbolicLink(record) && Files.isRegularFile(record.resolve(RecordReader.RUN_FILE)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new HistoryException(HistoryException.Kind.UNUSABLE, folder, "cannot be read: " + e, e);
        }
    }
}
