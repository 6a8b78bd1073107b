package io.orchestress.importer;

import io.orchestress.record.RecordWriter;
import io.orchestress.record.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a record in a folder of its own and moves it to its place when it is whole. */
final class StagedRecord {
    private StagedRecord() {}

    /** What a record is filled with. */
    interface Content {
        void write(RecordWriter writer) throws IOException;
    }

    /**
     * @return the record's folder, {@code results/<run id>}
     * @throws IOException when there is such a record already, or when it cannot be written; nothing is left behind
     */
    static Path write(Path results, RunRecord record, Content content) throws IOException {
        Path place = results.resolve(record.runId());
        if (Files.exists(place)) {
            throw new FileAlreadyExistsException(
                    place.toString(),
                    null,
                    "there is such a record already: remove it, or give another name by --name");
        }
        Files.createDirectories(results);
        Path staging = Files.createTempDirectory(results, ".import-");
        try {
            try (RecordWriter writer = RecordWriter.create(staging, record)) {
                content.write(writer);
            }
            Files.move(staging.resolve(record.runId()), place, StandardCopyOption.ATOMIC_MOVE);
            RecordWriter.pointLatest(results, record.runId());
        } finally {
            delete(staging);
        }
        return place;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
