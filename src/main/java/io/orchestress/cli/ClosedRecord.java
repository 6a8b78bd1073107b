package io.orchestress.cli;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A record that nobody writes to any more. */
record ClosedRecord(RecordReader reader) {
    private static final String PROFILE = "profile";
    private static final Duration WRITER_SILENCE = Duration.ofSeconds(3);

    /**
     * Opens it.
     *
     * @throws IOException when there is none, or when its run may still be going on: a writer that lives adds a line every second,
     *     and its record must not be closed by us
     */
    static ClosedRecord open(Path folder) throws IOException {
        return open(folder, ProgressListener.NONE);
    }

    /** The same, which tells how far it is when it is read. */
    static ClosedRecord open(Path folder, ProgressListener progress) throws IOException {
        Path record = folder.toRealPath();
        RunRecord run = RecordReader.open(record, Writer.ALIVE).run();
        Path rows = record.resolve(RecordReader.TIME_SERIES_FILE);
        if (run.status() == RunStatus.RUNNING && Files.exists(rows)) {
            Duration silent = Duration.between(Files.getLastModifiedTime(rows).toInstant(), TimeSource.SYSTEM.now());
            if (silent.compareTo(WRITER_SILENCE) < 0) {
                throw new IOException(
                        record + " was written to a moment ago: the run is still active, or was killed less than "
                                + WRITER_SILENCE.toSeconds() + " s ago; try again then");
            }
        }
        return new ClosedRecord(RecordReader.open(record, Writer.GONE, progress));
    }

    Path folder() {
        return reader.folder();
    }

    /** With a file of thresholds, and the profile of the run, which knows its own throughput. */
    Settings settings(@Nullable Path config) {
        return settings(properties(config));
    }

    /** The same, with properties of one's own. */
    Settings settings(Properties properties) {
        return SettingsLoader.load(properties, Map.of(PROFILE, reader.run().profile()));
    }

    /** The same, with the run's own SLO and stated load where no file is given: its capacity is told as it was looked for. */
    Settings planningSettings(@Nullable Path config) {
        Properties properties = properties(config);
        Map<String, String> fromRecord = new TreeMap<>();
        if (!properties.containsKey("config")) {
            reader.run().configuration().forEach((key, value) -> {
                if (!properties.containsKey("orchestress." + key)) {
                    fromRecord.put(key, value);
                }
            });
        }
        fromRecord.put(PROFILE, reader.run().profile());
        return SettingsLoader.load(properties, fromRecord);
    }

    /** The system's properties with a file of settings. */
    static Properties properties(@Nullable Path config) {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        if (config != null) {
            properties.setProperty("config", config.toString());
        }
        return properties;
    }
}
