package io.orchestress.monitoring.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Profiles;
import io.orchestress.record.Profiles.Profile;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.EndedRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that this JVM makes of itself, doing what is known. */
@Tag("slow")
class JfrFilesTest {
    private static final int BLOCK = 1 << 20;

    @TempDir
    Path folder;

    private final RunRecord run = EndedRun.at(0).record();

    /** Only the type of its lock matters. */
    private static final class TurnstileLock {}

    @Test
    void saysWhatWasHotWhatWasAllocatedAndWhatWasWaitedFor() throws Exception {
        record("profile-02-steady.jfr", () -> {
            byte[][] kept = new byte[64][];
            for (int i = 0; i < 4_000; i++) {
                kept[i % kept.length] = new byte[BLOCK];
            }
            assertThat(kept).isNotEmpty();
            System.gc();
            waitForALock();
        });

        Profiles profiles = Objects.requireNonNull(JfrFiles.of(folder, run, 3));

        assertThat(profiles.note()).isEmpty();
        assertThat(profiles.profiles()).hasSize(1);
        Profile profile = profiles.profiles().get(0);
        assertThat(profile.phase()).isEqualTo("steady");
        assertThat(profile.file()).isEqualTo("profile-02-steady.jfr");
        assertThat(profile.seconds()).isPositive();
        assertThat(profile.allocations().get(0).type()).isEqualTo("byte[]");
        assertThat(profile.allocations().get(0).bytes())
                .as("the JVM's own estimate of 4 000 MiB")
                .isBetween(2_000L * BLOCK, 8_000L * BLOCK);
        assertThat(profile.allocations()).hasSizeLessThanOrEqualTo(3);
        assertThat(profile.gc().count()).isPositive();
        assertThat(profile.gc().pauseMillis())
                .isGreaterThanOrEqualTo(profile.gc().longestMillis());
        assertThat(profile.locks())
                .filteredOn(lock -> lock.type().equals(TurnstileLock.class.getName()))
                .singleElement()
                .satisfies(lock -> assertThat(lock.waitedMillis()).isGreaterThan(20));
    }

    @Test
    void samplesBelongToTheMethodAtTheTop() throws Exception {
        AtomicLong sum = new AtomicLong();
        record("profile-01-warm-up.jfr", () -> {
            // Of the processor, not of the clock: only who runs is sampled.
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long end = threads.getCurrentThreadCpuTime() + 1_500_000_000L;
            while (threads.getCurrentThreadCpuTime() < end) {
                sum.addAndGet(burn(20_000));
            }
        });

        Profile profile =
                Objects.requireNonNull(JfrFiles.of(folder, run, 10)).profiles().get(0);

        assertThat(sum.get()).isNotZero();
        assertThat(profile.samples()).isGreaterThan(10);
        assertThat(profile.hot())
                .extracting(Profiles.Hot::method)
                .anySatisfy(method -> assertThat(method).isEqualTo(JfrFilesTest.class.getName() + ".burn"));
        assertThat(profile.hot().stream().mapToDouble(Profiles.Hot::share).sum())
                .isLessThanOrEqualTo(1.000001);
    }

    @Test
    void whatCannotBeReadIsNoted() throws Exception {
        record("profile-02-steady.jfr", System::gc);
        byte[] whole = Files.readAllBytes(folder.resolve("profile-02-steady.jfr"));
        Files.write(folder.resolve("profile-02-steady.jfr"), Arrays.copyOf(whole, 40));
        Files.writeString(folder.resolve("profile-01-warm-up.jfr"), "no recording");

        Profiles profiles = Objects.requireNonNull(JfrFiles.of(folder, run, 3));

        assertThat(profiles.profiles()).isEmpty();
        assertThat(profiles.note())
                .contains("profile-01-warm-up.jfr cannot be read", "profile-02-steady.jfr cannot be read");
        assertThat(Objects.requireNonNull(JfrFiles.of(folder, run.withProfiles(profiles), 3))
                        .note())
                .as("read again, it is said once")
                .isEqualTo(profiles.note());
    }

    @Test
    void aRecordWithoutRecordingsHasNoProfiles() throws IOException {
        assertThat(JfrFiles.of(folder, run, 3)).isNull();
        Profiles noted = new Profiles(List.of(), "Nothing was profiled.");
        assertThat(JfrFiles.of(folder, run.withProfiles(noted), 3)).isEqualTo(noted);
    }

    private static long burn(int rounds) {
        long value = rounds;
        for (int i = 0; i < rounds; i++) {
            value = value * 6364136223846793005L + i;
            value ^= value >>> 17;
        }
        return value;
    }

    private static void waitForALock() {
        Object lock = new TurnstileLock();
        CountDownLatch held = new CountDownLatch(1);
        Thread waiting = Thread.currentThread();
        Thread holder = new Thread(() -> {
            synchronized (lock) {
                held.countDown();
                while (waiting.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
                long end = System.nanoTime() + 100_000_000L;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            }
        });
        holder.start();
        try {
            held.await();
            synchronized (lock) {
                holder.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void record(String file, Runnable work) throws Exception {
        try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
            recording.start();
            work.run();
            recording.stop();
            recording.dump(folder.resolve(file));
        }
    }
}
