package io.orchestress.imports;

import io.orchestress.run.BreakerResult;
import io.orchestress.run.RunRecord;
import io.orchestress.run.RunStatus;
import io.orchestress.run.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a record of another tool's run. */
public final class Importer {
    private static final DateTimeFormatter RUN_ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String UNKNOWN = "unknown";

    private final Path file;
    private final ImportOptions options;
    private final Names names = new Names();
    private final Survey survey = new Survey(names);
    private final Format format;
    private final ForeignFile reader;

    private Importer(Path file, ImportOptions options) throws IOException {
        this.file = file;
        this.options = options;
        byte[] head = new Content(file).head(Format.HEAD_BYTES);
        if (options.format() == null) {
            this.format = Format.detect(file, head);
        } else {
            this.format = options.format();
            Format.refuseWhatHasAnotherForm(file, new String(head, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        this.reader = format.reader(head, options.unit());
    }

    /**
     * Reads {@code file} and writes {@code results/<run id>}: the whole record, or nothing.
     *
     * @throws ImportException when the file cannot be read as a run
     * @throws IOException when it is not there, when the record exists already, or when it cannot be written
     */
    public static Imported run(Path file, Path results, ImportOptions options) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ImportException(file, "there is no such file", "a file that another tool wrote");
        }
        return new Importer(file, options).into(results);
    }

    private Imported into(Path results) throws IOException {
        Facts facts = read(survey);
        if (survey.requests() == 0) {
            throw new ImportException(file, "tells of no request", "a file with at least one request");
        }
        Layout layout = Layout.of(file, survey, options.phases());
        RunRecord start = record(facts, layout, RunStatus.RUNNING, null);
        Path folder = Staging.write(results, start, writer -> {
            writer.loadStarted(start, start.startedAt());
            Chronicle chronicle = new Chronicle(survey, names, layout, writer);
            read(chronicle);
            Seconds seconds = chronicle.end();
            writer.update(record(facts, layout, facts.status(), seconds));
        });
        return new Imported(folder, format, survey.requests(), remarks(facts));
    }

    private Facts read(Events events) throws IOException {
        try (InputStream in = new Content(file).open()) {
            return reader.read(file, in, events);
        }
    }

    private RunRecord record(Facts facts, Layout layout, RunStatus status, @Nullable Seconds seconds) {
        Instant startedAt = Instant.EPOCH.plus(survey.zero() / 1000, ChronoUnit.MILLIS);
        Instant endedAt = Instant.EPOCH.plus(Math.floorDiv(survey.end() + 999, 1000L), ChronoUnit.MILLIS);
        String simulation = simulation(facts);
        Double rate = options.ratePerSec();
        return new RunRecord(
                RunRecord.SCHEMA_VERSION,
                Tool.VERSION,
                simulation.toLowerCase(Locale.ROOT) + "-" + RUN_ID_TIME.format(startedAt),
                simulation,
                "imported",
                options.profile(),
                rate == null ? "closed" : "open",
                0,
                status,
                facts.endReason(),
                new RunRecord.Target(
                        facts.url() == null ? "imported:" + file.getFileName() : facts.url(), "imported", false, null),
                startedAt,
                startedAt,
                status == RunStatus.RUNNING || status == RunStatus.CRASHED ? null : endedAt,
                layout.plan(rate == null ? new UsersOfPhase(layout, seconds) : new Constant(rate)),
                List.of(),
                null,
                null,
                null,
                0,
                BreakerResult.CLOSED,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                new RunRecord.Environment(UNKNOWN, UNKNOWN, UNKNOWN, 0, 0, 0, 0, 0, UNKNOWN),
                configuration(facts));
    }

    private String simulation(Facts facts) {
        String name = options.name() != null ? options.name() : facts.simulation();
        if (name == null) {
            name = String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\..*$", "");
        }
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
        return plain.isEmpty() ? "imported" : plain;
    }

    private Map<String, String> configuration(Facts facts) {
        Map<String, String> configuration = new TreeMap<>();
        configuration.put("import.format", format.label());
        configuration.put("import.file", String.valueOf(file.getFileName()));
        configuration.put("import.toolVersion", facts.toolVersion() == null ? UNKNOWN : facts.toolVersion());
        facts.notes().forEach((name, value) -> configuration.put("import." + name, value));
        if (names.overflowed()) {
            configuration.put("import.names", "more than " + Names.MOST);
        }
        return configuration;
    }

    private List<String> remarks(Facts facts) {
        List<String> remarks = new ArrayList<>();
        if (facts.endReason() != null) {
            remarks.add(facts.endReason());
        }
        if (names.overflowed()) {
            remarks.add("The file has more than " + Names.MOST + " names; the further ones are counted together as "
                    + Names.OTHERS + ".");
        }
        return remarks;
    }

    private record Constant(double perSec) implements Layout.LoadOfPhase {
        @Override
        public double target(int phase) {
            return perSec;
        }

        @Override
        public double mean(int phase) {
            return perSec;
        }
    }

    /** Most and mean users of each phase; 0 where the file tells of none. */
    private static final class UsersOfPhase implements Layout.LoadOfPhase {
        private final Map<String, long[]> byPhase = new TreeMap<>();
        private final Layout layout;

        UsersOfPhase(Layout layout, @Nullable Seconds seconds) {
            this.layout = layout;
            if (seconds != null) {
                seconds.forEach(layout, (second, row) -> {
                    long[] users = byPhase.computeIfAbsent(row.phase(), phase -> new long[3]);
                    users[0] = Math.max(users[0], row.users());
                    users[1] += row.users();
                    users[2]++;
                });
            }
        }

        @Override
        public double target(int phase) {
            return of(phase)[0];
        }

        @Override
        public double mean(int phase) {
            long[] users = of(phase);
            return users[2] == 0 ? 0 : (double) users[1] / users[2];
        }

        private long[] of(int phase) {
            return byPhase.getOrDefault(layout.name(phase), new long[3]);
        }
    }
}
