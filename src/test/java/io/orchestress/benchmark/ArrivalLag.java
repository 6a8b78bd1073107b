package io.orchestress.benchmark;

import io.orchestress.metrics.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How long after it was written each chunk was read: the server puts its {@code System.nanoTime()} into each, and processes of one Linux
 * machine share that clock. Chunks are counted from the start, lags from {@code measure.from} seconds after the first chunk. Kept in
 * the file {@code measure.lag}, written anew each second.
 */
final class ArrivalLag {
    static final ArrivalLag HERE = new ArrivalLag();
    private static final String FIELD = "\"x_sent_nanos\":";

    private final Recorder micros = new Recorder(3);
    private final LongAdder chunks = new LongAdder();
    private final long fromNanos = Integer.getInteger("measure.from", 0) * 1_000_000_000L;
    private final long epochMinusNanos;
    private volatile long firstNanos;

    /** @param chunks all of them, those before the measurement too */
    record Figures(long chunks, long measured, double p50Millis, double p99Millis, double maxMillis) {
        static Figures read(Path file) {
            try {
                String[] fields = Files.readString(file).split(" ");
                return new Figures(
                        Long.parseLong(fields[0]),
                        Long.parseLong(fields[1]),
                        Double.parseDouble(fields[2]),
                        Double.parseDouble(fields[3]),
                        Double.parseDouble(fields[4]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private ArrivalLag() {
        long nanos = TimeSource.SYSTEM.nanos();
        var now = TimeSource.SYSTEM.now();
        epochMinusNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() - nanos;
        Thread writer = new Thread(this::keepWriting, "arrival-lag");
        writer.setDaemon(true);
        writer.start();
    }

    /** A time of the wall clock as one of {@code System.nanoTime()}. */
    long nanosOf(long epochMillis) {
        return epochMillis * 1_000_000L - epochMinusNanos;
    }

    /** @param readNanos on the clock of {@code System.nanoTime()} */
    void seen(String data, long readNanos) {
        int at = data.indexOf(FIELD);
        if (at < 0) {
            // Inside a string, as Gatling's SSE gives it.
            at = data.indexOf("\\\"x_sent_nanos\\\":");
            if (at < 0) {
                return;
            }
            at += 4;
        }
        chunks.increment();
        if (firstNanos == 0) {
            firstNanos = readNanos;
        }
        if (readNanos - firstNanos >= fromNanos) {
            micros.recordValue(Math.max(0, (readNanos - number(data, at + FIELD.length())) / 1000));
        }
    }

    private static long number(String text, int from) {
        long number = 0;
        for (int i = from; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    private void keepWriting() {
        Histogram all = new Histogram(3);
        Path file = Path.of(System.getProperty("measure.lag"));
        try {
            while (true) {
                Thread.sleep(1000);
                all.add(micros.getIntervalHistogram());
                Path next = Path.of(file + ".next");
                Files.writeString(
                        next,
                        String.format(
                                Locale.ROOT,
                                "%d %d %.3f %.3f %.3f",
                                chunks.sum(),
                                all.getTotalCount(),
                                all.getValueAtPercentile(50) / 1e3,
                                all.getValueAtPercentile(99) / 1e3,
                                all.getMaxValue() / 1e3));
                Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
