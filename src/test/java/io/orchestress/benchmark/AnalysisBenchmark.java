package io.orchestress.benchmark;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.Findings;
import io.orchestress.run.RecordReader;
import io.orchestress.run.RecordReader.Writer;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.HistogramLogReader;

/**
 * How long the record of an hour with ten million requests takes to analyse, in a JVM of its own with 256 MB of heap, its start
 * included. Arguments: a folder to keep the record in. {@code read FOLDER} and {@code library FOLDER} are what the child does:
 * analyse, or only read with HdrHistogram's own reader for comparison.
 */
public final class AnalysisBenchmark {
    private static final int ROUNDS = 3;

    private AnalysisBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2 && args[0].equals("read")) {
            analyse(Path.of(args[1]));
        } else if (args.length == 2 && args[0].equals("library")) {
            readWithLibrary(Path.of(args[1]));
        } else {
            Path folder = args.length == 1 ? Path.of(args[0]) : Files.createTempDirectory("analysis-benchmark");
            if (!Files.exists(folder.resolve(RecordReader.RUN_FILE))) {
                hour().writeTo(folder);
            }
            System.out.printf(
                    Locale.ROOT,
                    "histograms.hlog: %.1f MB%n",
                    Files.size(folder.resolve(RecordReader.HISTOGRAMS_FILE)) / 1e6);
            for (String mode : List.of("library", "read")) {
                for (int round = 0; round < ROUNDS; round++) {
                    runChild(mode, folder);
                }
            }
        }
    }

    /** 3 600 s × 6 series, 2 778 requests a second: 10.0 million. */
    private static SyntheticRecord hour() {
        SyntheticRecord record = new SyntheticRecord(7);
        record.warmUp("warm-up", 60);
        load(record);
        record.phase("ramp", "ramp-up", 240, 200);
        load(record);
        record.phase("endurance", "endurance", 3300, 200);
        load(record);
        return record;
    }

    private static void load(SyntheticRecord record) {
        record.samples("spawn agent", "ok", 500, LatencyLaw.logNormal(40_000, 0.5))
                .samples("run task", "ok", 1200, LatencyLaw.logNormal(180_000, 0.7))
                .samples("run task", "http-503", 40, LatencyLaw.logNormal(5_000, 0.4))
                .samples("run task", "timeout", 8, LatencyLaw.constant(30_000_000))
                .samples("poll", "ok", 1000, LatencyLaw.logNormal(8_000, 0.4))
                .samples("workflow", "ok", 30, LatencyLaw.logNormal(2_500_000, 0.9));
    }

    private static void runChild(String mode, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path")
                        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                AnalysisBenchmark.class.getName(),
                mode,
                folder.toString()));
        long start = System.nanoTime();
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%s: %.2f s wall with JVM start, exit %d%n", mode, seconds, status);
    }

    private static void analyse(Path folder) {
        long start = System.nanoTime();
        Findings findings = Analysis.of(RecordReader.open(folder, Writer.GONE), AnalysisSettings.DEFAULT);
        double seconds = (System.nanoTime() - start) / 1e9;
        long requests = findings.record().phases().stream()
                .mapToLong(phase -> phase.total().count())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "  analysed %d requests in %.2f s, %d bins, %d cells, %d issues; peak heap %.0f MB%n",
                requests,
                seconds,
                findings.timeline().bins().size(),
                findings.heatMap().cells().size(),
                findings.record().issues().size(),
                peakHeapBytes() / 1e6);
    }

    private static void readWithLibrary(Path folder) throws IOException {
        long start = System.nanoTime();
        long lines = 0;
        long samples = 0;
        try (HistogramLogReader reader = new HistogramLogReader(
                new FileInputStream(folder.resolve(RecordReader.HISTOGRAMS_FILE).toFile()))) {
            while (reader.hasNext()) {
                if (reader.nextIntervalHistogram() instanceof org.HdrHistogram.Histogram histogram) {
                    lines++;
                    samples += histogram.getTotalCount();
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "  library only read %d samples on %d lines in %.2f s; peak heap %.0f MB%n",
                samples,
                lines,
                seconds,
                peakHeapBytes() / 1e6);
    }

    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
