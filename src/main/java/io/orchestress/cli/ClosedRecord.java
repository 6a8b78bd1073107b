package io.orchestress.cli;

import io.orchestress.recording.TimeSource;
import io.orchestress.run.RecordReader;
import io.orchestress.run.RecordReader.Writer;
import io.orchestress.run.RunRecord;
import io.orchestress.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A record that nobody writes to any more. */
record ClosedRecord(RecordReader reader) {
    private static final Duration WRITER_SILENCE = Duration.ofSeconds(3);

    /**
     * Opens it.
     *
     * @throws IOException when there is none, or when its run may still be going on: a writer that lives adds a line every second,
     *     and its record must not be closed by us
     */
    static ClosedRecord open(Path folder) throws IOException {
        Path record = folder.toRealPath();
        RunRecord run = RecordReader.open(record, Writer.ALIVE).run();
        Path rows = record.resolve(RecordReader.TIME_SERIES_FILE);
        if (run.status() == RunStatus.RUNNING && Files.exists(rows)) {
            Duration silent = Duration.between(Files.getLastModifiedTime(rows).toInstant(), TimeSource.SYSTEM.now());
            if (silent.compareTo(WRITER_SILENCE) < 0) {
                throw new IOException(
                        record + " was written to a moment ago: the run is still going on, or was killed less than "
                                + WRITER_SILENCE.toSeconds() + " s ago; try again then");
            }
        }
        return new ClosedRecord(RecordReader.open(record, Writer.GONE));
    }

    Path folder() {
        return reader.folder();
    }

    /** The system's properties with a file of thresholds, and the profile of the run, which knows its own throughput. */
    Properties properties(@Nullable Path config) {
        return properties(config, reader.run().profile());
    }

    /**
     * The same, with the run's own SLO and stated load where no file is given: its capacity is told as it was looked for.
     */
    Properties planningProperties(@Nullable Path config) {
        Properties properties = properties(config);
        if (!properties.containsKey("config")) {
            reader.run().configuration().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("capacity."))
                    .forEach(entry -> properties.putIfAbsent("orchestress." + entry.getKey(), entry.getValue()));
        }
        return properties;
    }

    /** @param profile empty: that of the configuration */
    static Properties properties(@Nullable Path config, String profile) {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        if (config != null) {
            properties.setProperty("config", config.toString());
        }
        if (!profile.isEmpty()) {
            properties.setProperty("profile", profile);
        }
        return properties;
    }
}
