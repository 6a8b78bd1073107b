package io.orchestress.importer;

import io.orchestress.plugin.PluginException;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Tool;
import io.orchestress.text.Format;
import io.orchestress.text.ProgressListener;
import io.orchestress.workload.kind.LoadModel;
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
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a record of another tool's run. */
public final class Importer {
    private static final DateTimeFormatter RUN_ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String UNKNOWN = "unknown";
    private static final int READINGS = 2;

    /** Of a format of another jar. */
    private static final String PART = "the reading of a file";

    private final Path file;
    private final ImportOptions options;
    private final RequestNames names = new RequestNames();
    private final FirstPass survey = new FirstPass();
    private final ImportFormat format;
    private final ForeignFile reader;
    private final ProgressListener progress;
    private final long fileBytes;
    private int readings;

    private Importer(Path file, ImportOptions options, ProgressListener progress) throws IOException {
        this.file = file;
        this.options = options;
        this.progress = progress;
        this.fileBytes = Files.size(file);
        ImportFormats.check();
        FileHead head = FileHead.of(new FileContent(file).head(FileHead.BYTES));
        if (options.format() == null) {
            this.format = ImportFormats.detect(file, head);
        } else {
            this.format = options.format();
            ImportFormats.refuseOtherForms(file, head);
        }
        Instant fileTime = Files.getLastModifiedTime(file).toInstant();
        this.reader = PluginException.guard(format, PART, () -> format.reader(head, options.unit(), fileTime));
    }

    /**
     * Reads {@code file} and writes {@code results/<run id>}: the whole record, or nothing.
     *
     * @throws ImportException when the file cannot be read as a run
     * @throws IOException when it is not there, when the record exists already, or when it cannot be written
     */
    public static Imported run(Path file, Path results, ImportOptions options, ProgressListener progress)
            throws IOException {
        if (Files.isDirectory(file)) {
            throw new ImportException(
                    file,
                    "is a folder",
                    Files.exists(file.resolve("simulation.log"))
                            ? "the simulation.log in it"
                            : "the file in it that the tool wrote, such as simulation.log");
        }
        if (!Files.isRegularFile(file)) {
            throw new ImportException(file, "there is no such file", "a file that another tool wrote");
        }
        return new Importer(file, options, progress).into(results);
    }

    /** The same with nobody who asks how far it is. */
    public static Imported run(Path file, Path results, ImportOptions options) throws IOException {
        return run(file, results, options, ProgressListener.NONE);
    }

    private Imported into(Path results) throws IOException {
        RunInfo facts = read(survey);
        requireRequests(facts);
        PhaseLayout layout = PhaseLayout.of(file, survey, options.phases());
        RunRecord start = record(facts, layout, RunStatus.RUNNING, null);
        Path folder = StagedRecord.write(results, start, writer -> {
            writer.loadStarted(start, start.startedAt());
            SecondPass chronicle = new SecondPass(survey, names, layout, writer);
            read(chronicle);
            SecondCounts seconds = chronicle.end();
            writer.update(record(facts, layout, facts.status(), seconds));
        });
        return new Imported(folder, format, survey.requests(), remarks(facts));
    }

    private void requireRequests(RunInfo facts) {
        SkippedRows leftOut = facts.leftOut();
        String as = "read as " + format.title() + " (" + format.label() + "), it ";
        if (leftOut != null && leftOut.isTooMuch(survey.requests())) {
            throw new ImportException(
                    file,
                    as + "has " + Format.count(survey.requests(), "request") + ", and " + leftOut.sentence(),
                    "a file of whose rows at most " + SkippedRows.ALWAYS + ", or "
                            + Format.limit(SkippedRows.MOST_SHARE, "ratio") + ", cannot be read");
        }
        if (survey.requests() == 0) {
            throw new ImportException(
                    file,
                    as + "contains no request"
                            + (facts.endReason() == null ? "" : ". " + facts.endReason())
                            + (facts.notRead().isEmpty()
                                    ? ""
                                    : ": " + String.join(", ", facts.notRead())
                                            + (facts.notRead().size() == 1 ? " is" : " are") + " not read"),
                    "a file with at least one request"
                            + (format == KnownFormat.K6 ? ", a point of http_req_duration" : ""));
        }
    }

    private RunInfo read(ImportEvents events) throws IOException {
        String doing = "importing " + file.getFileName();
        long before = fileBytes * readings++;
        try (FileContent.Stream stream =
                        new FileContent(file).open(bytes -> progress.at(doing, before + bytes, READINGS * fileBytes));
                InputStream in = stream.text()) {
            PlausibilityFilter plausible = new PlausibilityFilter(events);
            RunInfo facts = PluginException.guard(format, PART, () -> reader.read(file, in, plausible));
            return stream.isCutShort() ? facts.cutShort() : facts;
        }
    }

    private RunRecord record(RunInfo facts, PhaseLayout layout, RunStatus status, @Nullable SecondCounts seconds) {
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
                rate == null ? LoadModel.CLOSED : LoadModel.OPEN,
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

    private String simulation(RunInfo facts) {
        String name = options.name() != null ? options.name() : facts.simulation();
        if (name == null) {
            name = String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\..*$", "");
        }
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
        return plain.isEmpty() ? "imported" : plain;
    }

    private Map<String, String> configuration(RunInfo facts) {
        Map<String, String> configuration = new TreeMap<>();
        configuration.put("import.format", format.label());
        configuration.put("import.file", String.valueOf(file.getFileName()));
        configuration.put("import.toolVersion", facts.toolVersion() == null ? UNKNOWN : facts.toolVersion());
        facts.notes().forEach((name, value) -> configuration.put("import." + name, value));
        SkippedRows leftOut = facts.leftOut();
        if (leftOut != null) {
            configuration.put("import.rowsLeftOut", Long.toString(leftOut.rows()));
        }
        if (names.overflowed()) {
            configuration.put("import.names", "more than " + RequestNames.MOST);
        }
        List<String> remarks = remarks(facts);
        for (int i = 0; i < remarks.size(); i++) {
            configuration.put("import.remark-" + (i + 1), remarks.get(i));
        }
        doubt(facts).ifPresent(doubt -> configuration.put(RunRecord.IMPORT_DOUBT, doubt));
        return configuration;
    }

    /** Why nothing can be passed that keeps every limit; empty: it can. */
    private Optional<String> doubt(RunInfo facts) {
        SkippedRows leftOut = facts.leftOut();
        return leftOut != null && leftOut.isDoubtful(survey.requests())
                ? Optional.of("No gate can pass: of the imported file, " + leftOut.sentence())
                : facts.doubts().stream().findFirst();
    }

    private List<String> remarks(RunInfo facts) {
        List<String> remarks = new ArrayList<>();
        if (facts.endReason() != null) {
            remarks.add(facts.endReason());
        }
        SkippedRows leftOut = facts.leftOut();
        if (leftOut != null) {
            remarks.add(leftOut.sentence());
        }
        remarks.addAll(facts.remarks());
        survey.gap().ifPresent(remarks::add);
        if (!facts.notRead().isEmpty()) {
            remarks.add("Not read and not counted: " + String.join(", ", facts.notRead()) + ".");
        }
        if (names.overflowed()) {
            remarks.add("The file has more than " + RequestNames.MOST
                    + " names; the further ones are counted together as " + RequestNames.OTHERS + ".");
        }
        return remarks;
    }

    private record Constant(double perSec) implements PhaseLayout.LoadOfPhase {
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
    private static final class UsersOfPhase implements PhaseLayout.LoadOfPhase {
        private final Map<String, long[]> byPhase = new TreeMap<>();
        private final PhaseLayout layout;

        UsersOfPhase(PhaseLayout layout, @Nullable SecondCounts seconds) {
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
