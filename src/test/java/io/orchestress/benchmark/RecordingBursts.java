package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import com.sun.management.ThreadMXBean;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@link RecordingBenchmark} with two threads, on a machine that is not quiet: both record bursts of a name that begin together, and only
 * those bursts count in which both had a processor all the time, at the same time.
 */
public final class RecordingBursts {
    private static final int SAMPLES = 4096;
    private static final int BURST = 20_000;
    private static final double TOGETHER = 0.9;
    private static final double RUNNING = 0.95;

    private final long[] micros = new long[SAMPLES];
    private final Measurements.Request request = new Measurements(6).request("run task");
    private final AtomicInteger arrived = new AtomicInteger();

    private RecordingBursts() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < SAMPLES; i++) {
            micros[i] = 1 + (long) (-50_000 * Math.log(1 - random.nextDouble()));
        }
    }

    /** Nanoseconds of one thread's burst, and the bytes it allocated. */
    private record Burst(long from, long to, long processor, long bytes) {
        long wall() {
            return to - from;
        }

        boolean ran() {
            return processor > RUNNING * wall();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Options options = Options.of(args, Map.of("bursts", 1_000));
        RecordingBursts recording = new RecordingBursts();
        recording.burst(100 * BURST);
        List<Burst> one = new ArrayList<>();
        List<Burst> other = new ArrayList<>();
        Thread second = new Thread(() -> recording.bursts(options.get("bursts"), other));
        second.start();
        recording.bursts(options.get("bursts"), one);
        second.join();
        List<Double> nanos = new ArrayList<>();
        long bytes = 0;
        for (int i = options.get("bursts") / 10; i < options.get("bursts"); i++) {
            Burst a = one.get(i);
            Burst b = other.get(i);
            long overlap = Math.min(a.to, b.to) - Math.max(a.from, b.from);
            if (a.ran() && b.ran() && overlap > TOGETHER * Math.max(a.wall(), b.wall())) {
                nanos.add((a.wall() + b.wall()) / 2.0 / BURST);
                bytes += a.bytes + b.bytes;
            }
        }
        if (nanos.isEmpty()) {
            result("recording-bursts: in none had both threads a processor");
            return;
        }
        Collections.sort(nanos);
        line("%d of %d bursts count", nanos.size(), options.get("bursts"));
        result(
                "recording-bursts: two threads %.1f ns a sample (p10 %.1f, p90 %.1f), %.4f B",
                Measuring.median(nanos),
                nanos.get(Measuring.rank(10, nanos.size())),
                nanos.get(Measuring.rank(90, nanos.size())),
                (double) bytes / nanos.size() / 2 / BURST);
    }

    private void bursts(int count, List<Burst> into) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        for (int i = 1; i <= count; i++) {
            arrived.incrementAndGet();
            while (arrived.get() < 2 * i) {
                Thread.onSpinWait();
            }
            long allocated = threads.getThreadAllocatedBytes(self);
            long processor = threads.getCurrentThreadCpuTime();
            long from = System.nanoTime();
            burst(BURST);
            long to = System.nanoTime();
            long used = threads.getCurrentThreadCpuTime() - processor;
            into.add(new Burst(from, to, used, threads.getThreadAllocatedBytes(self) - allocated));
        }
    }

    private void burst(int samples) {
        for (int i = 0; i < samples; i++) {
            request.ended(3, FailureClass.OK, micros[i & (SAMPLES - 1)]);
        }
    }
}
