package io.orchestress.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.CounterRow;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.RecordReader;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.RunStatus;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * A record of a run that never was: phases one after the other, each second of them with so many samples of each series, drawn
 * from a law with a seed. The histogram log is written by HdrHistogram's own writer, so that it is an oracle for the reader.
 */
public final class SyntheticRecord {
    /** Zero of every synthetic run. */
    public static final Instant LOAD_STARTED_AT = Instant.parse("2026-03-01T10:00:00.250Z");

    /** One line of the histogram log: tag and histogram, and where it lies. */
    public record Line(double startSeconds, double lengthSeconds, SeriesKey series, Histogram histogram) {}

    private record Count(String phase, String request, String tally, String detail, long perSecond) {}

    private record Ended(String phase, String request, String outcomeClass, long[] micros) {}

    private record Series(String phase, String request, String outcomeClass, int perSecond, LatencyLaw law) {}

    private final SplittableRandom random;
    private Instant startedAt = LOAD_STARTED_AT.minusMillis(250);
    private String runId = "synthetictest-20260301-100000-000";
    private final List<PlannedPhase> plan = new ArrayList<>();
    private final List<TargetEvent> events = new ArrayList<>();
    private String protocol = "http";
    private final List<Series> series = new ArrayList<>();
    private final List<Count> counts = new ArrayList<>();
    private final List<String> resources = new ArrayList<>();
    private final Map<Integer, List<Ended>> ended = new HashMap<>();
    private final Map<Integer, Long> inFlight = new HashMap<>();
    private RunStatus status = RunStatus.COMPLETED;
    private String workload = "synthetic";
    private String model = "closed";
    private long paceMillis;
    private long overRange;
    private BreakerResult breaker = BreakerResult.CLOSED;
    private RunRecord.Environment environment =
            new RunRecord.Environment("Linux", "amd64", "17", 2, 8L << 30, 4L << 30, 1L << 30, 0.5, "3.15.1");
    private double stoppedAtSeconds = Double.MAX_VALUE;
    private final Map<String, String> configuration = new TreeMap<>(Map.of("target.url", "http://127.0.0.1:8080"));

    public SyntheticRecord(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Appends a phase; the samples that follow belong to it. */
    public SyntheticRecord phase(String name, String kind, int seconds, double load) {
        return phase(name, kind, false, seconds, load);
    }

    public SyntheticRecord warmUp(String name, int seconds) {
        return phase(name, "ramp-up", true, seconds, 1);
    }

    private SyntheticRecord phase(String name, String kind, boolean warmUp, int seconds, double load) {
        double start = plan.isEmpty() ? 0 : plan.get(plan.size() - 1).endSeconds();
        plan.add(new PlannedPhase(name, PhaseKind.of(kind), warmUp, start, start + seconds, load, load));
        return this;
    }

    /** Samples of the last phase, so many in each of its seconds. */
    public SyntheticRecord samples(String request, String outcomeClass, int perSecond, LatencyLaw law) {
        series.add(new Series(plan.get(plan.size() - 1).name(), request, outcomeClass, perSecond, law));
        return this;
    }

    /** Times of agents in the last phase, so many in each of its seconds. */
    public SyntheticRecord metric(String request, String metric, int perSecond, LatencyLaw law) {
        return samples(request, SeriesKey.metric("", "", metric).outcomeClass(), perSecond, law);
    }

    /** Counts of agents in the last phase, so many in each of its seconds. */
    public SyntheticRecord count(String request, String tally, String detail, long perSecond) {
        counts.add(new Count(plan.get(plan.size() - 1).name(), request, tally, detail, perSecond));
        return this;
    }

    /** A figure of what a process used, read at the end of a second. */
    public SyntheticRecord resource(double atSeconds, String subject, String name, double value) {
        resources.add(String.format(Locale.ROOT, "%.3f,%s,%s,%s\n", atSeconds, subject, name, value));
        return this;
    }

    /** The same in each second of the last phase. */
    public SyntheticRecord resource(String subject, String name, double value) {
        PlannedPhase phase = plan.get(plan.size() - 1);
        for (double at = phase.startSeconds() + 1; at <= phase.endSeconds(); at++) {
            resource(at, subject, name, value);
        }
        return this;
    }

    /** A phase that ramps, so that its mean load is another, or sets controls. One of kind fault is recorded as a warm-up is. */
    public SyntheticRecord phase(
            String name, String kind, int seconds, double load, double meanLoad, Map<String, String> controls) {
        double start = plan.isEmpty() ? 0 : plan.get(plan.size() - 1).endSeconds();
        plan.add(new PlannedPhase(
                name, PhaseKind.of(kind), kind.equals("fault"), start, start + seconds, load, meanLoad, controls));
        return this;
    }

    /** Requests that ended in one second of the run, whose phase is that in which they started. */
    public SyntheticRecord ended(int second, String phase, String request, String outcomeClass, long... micros) {
        ended.computeIfAbsent(second, s -> new ArrayList<>()).add(new Ended(phase, request, outcomeClass, micros));
        return this;
    }

    /** Requests sent and not answered at the end of one second of the run. */
    public SyntheticRecord inFlight(int second, long count) {
        inFlight.put(second, count);
        return this;
    }

    /** Load of each tenant in the last phase. */
    public SyntheticRecord tenants(Map<String, Double> loads) {
        PlannedPhase last = plan.remove(plan.size() - 1);
        plan.add(new PlannedPhase(
                last.name(),
                last.kind(),
                last.warmUp(),
                last.startSeconds(),
                last.endSeconds(),
                last.load(),
                last.meanLoad(),
                last.controls(),
                loads));
        return this;
    }

    public SyntheticRecord status(RunStatus newStatus) {
        status = newStatus;
        return this;
    }

    public SyntheticRecord workload(String name) {
        workload = name;
        return this;
    }

    public SyntheticRecord open() {
        model = "open";
        return this;
    }

    public SyntheticRecord paceMillis(long millis) {
        paceMillis = millis;
        return this;
    }

    public SyntheticRecord configuration(Map<String, String> more) {
        configuration.putAll(more);
        return this;
    }

    public SyntheticRecord overRange(long samples) {
        overRange = samples;
        return this;
    }

    public SyntheticRecord breaker(BreakerResult result) {
        breaker = result;
        return this;
    }

    /** Ends the run before the end of its plan. */
    public SyntheticRecord stoppedAt(double seconds) {
        stoppedAtSeconds = seconds;
        return this;
    }

    public SyntheticRecord startedAt(Instant other) {
        startedAt = other;
        return this;
    }

    public SyntheticRecord runId(String other) {
        runId = other;
        return this;
    }

    public Path writeTo(Path folder) {
        return writeTo(folder, line -> {});
    }

    /** Writes the record, and hands every line of its histogram log to {@code lines}; the histogram is used again afterwards. */
    public Path writeTo(Path folder, Consumer<Line> lines) {
        try {
            Files.createDirectories(folder);
            try (OutputStream out = new BufferedOutputStream(
                            Files.newOutputStream(folder.resolve(RecordReader.HISTOGRAMS_FILE)));
                    PrintStream rows = new PrintStream(
                            folder.resolve(RecordReader.TIME_SERIES_FILE).toFile(), UTF_8);
                    PrintStream tallies = new PrintStream(
                            folder.resolve(RecordReader.TALLIES_FILE).toFile(), UTF_8)) {
                writeTallies(tallies);
                writeLoad(new HistogramLogWriter(new PrintStream(out, false, UTF_8)), rows, lines);
            }
            Files.writeString(
                    folder.resolve(RecordReader.RESOURCES_FILE),
                    ResourceRow.HEADER + "\n" + String.join("", resources));
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build()
                    .writeValue(folder.resolve(RecordReader.RUN_FILE).toFile(), run());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeTallies(PrintStream tallies) {
        tallies.print(CounterRow.HEADER + "\n");
        for (PlannedPhase phase : plan) {
            double end = Math.min(phase.endSeconds(), stoppedAtSeconds);
            for (double second = phase.startSeconds(); second < end; second++) {
                for (Count count : counts) {
                    if (count.phase().equals(phase.name())) {
                        tallies.printf(
                                Locale.ROOT,
                                "%.3f,%s,%s,%s,%s,%d\n",
                                Math.min(second + 1, end),
                                encoded(count.phase()),
                                encoded(count.request()),
                                count.tally(),
                                encoded(count.detail()),
                                count.perSecond());
                    }
                }
            }
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
    }

    private void writeLoad(HistogramLogWriter log, PrintStream rows, Consumer<Line> lines) {
        log.outputLogFormatVersion();
        log.outputStartTime(LOAD_STARTED_AT.toEpochMilli());
        log.outputBaseTime(LOAD_STARTED_AT.toEpochMilli());
        log.outputLegend();
        rows.print(TimeSeriesRow.HEADER + "\n");
        Histogram histogram = new Histogram(
                LatencyBuckets.LOWEST_MICROS, LatencyBuckets.HIGHEST_MICROS, LatencyBuckets.SIGNIFICANT_DIGITS);
        for (PlannedPhase phase : plan) {
            double end = Math.min(phase.endSeconds(), stoppedAtSeconds);
            for (double second = phase.startSeconds(); second < end; second++) {
                writeSecond(phase, second, Math.min(1, end - second), histogram, log, rows, lines);
            }
        }
        log.close();
    }

    private void writeSecond(
            PlannedPhase phase,
            double second,
            double length,
            Histogram histogram,
            HistogramLogWriter log,
            PrintStream rows,
            Consumer<Line> lines) {
        long ok = 0;
        long failed = 0;
        for (Series one : series) {
            if (one.phase().equals(phase.name())) {
                histogram.reset();
                for (int i = 0; i < one.perSecond(); i++) {
                    histogram.recordValue(one.law().micros(random));
                }
                SeriesKey key = new SeriesKey(one.phase(), one.request(), one.outcomeClass());
                histogram.setTag(key.tag());
                log.outputIntervalHistogram(second, second + length, histogram);
                lines.accept(new Line(second, length, key, histogram));
                ok += key.isOk() ? one.perSecond() : 0;
                failed += key.isOk() || !key.isCount() ? 0 : one.perSecond();
            }
        }
        for (Ended one : ended.getOrDefault((int) second, List.of())) {
            histogram.reset();
            for (long micros : one.micros()) {
                histogram.recordValue(micros);
            }
            SeriesKey key = new SeriesKey(one.phase(), one.request(), one.outcomeClass());
            histogram.setTag(key.tag());
            log.outputIntervalHistogram(second, second + length, histogram);
            lines.accept(new Line(second, length, key, histogram));
            ok += key.isOk() ? one.micros().length : 0;
            failed += key.isOk() ? 0 : one.micros().length;
        }
        rows.printf(
                Locale.ROOT,
                "%.3f,%s,%d,%d,%d,%d,0,%d,,,,\n",
                second + length,
                phase.name(),
                (long) phase.load(),
                inFlight.getOrDefault((int) second, phase.load() == 0 ? 0 : 7 + (long) second % 4),
                ok,
                failed,
                second == 0 ? overRange : 0);
    }

    /** What was done to the target, or happened to it. */
    public SyntheticRecord event(TargetEvent event) {
        events.add(event);
        return this;
    }

    /** What it was driven from; without it, a machine of 2 CPUs whose model is not told. */
    public SyntheticRecord environment(RunRecord.Environment newEnvironment) {
        environment = newEnvironment;
        return this;
    }

    public SyntheticRecord protocol(String name) {
        protocol = name;
        return this;
    }

    RunRecord run() {
        double end = Math.min(plan.get(plan.size() - 1).endSeconds(), stoppedAtSeconds);
        @Nullable
        Instant endedAt = status == RunStatus.RUNNING ? null : LOAD_STARTED_AT.plusMillis(Math.round(end * 1000));
        return new RunRecord(
                RunRecord.SCHEMA_VERSION,
                "0.1.0",
                runId,
                "SyntheticTest",
                workload,
                "quick",
                LoadModel.of(model),
                paceMillis,
                status,
                null,
                new RunRecord.Target("http://127.0.0.1:8080", protocol, true, null, List.of(), events, null),
                startedAt,
                LOAD_STARTED_AT,
                endedAt,
                plan,
                List.of(),
                null,
                null,
                null,
                0,
                breaker,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                environment,
                configuration);
    }
}
