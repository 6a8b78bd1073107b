package io.orchestress.monitoring.profiling;

import io.orchestress.config.ProfilingSettings;
import io.orchestress.monitoring.FoundProcess;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.record.Profiles;
import io.orchestress.workload.kind.PhaseKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the target's JVM phase by phase, from a thread of its own. A recording begins and ends up to {@value #TICK_MILLIS} ms after
 * its phase. What goes wrong is said once and ends the profiling, never the run.
 */
public final class PhaseProfiler implements Closeable {
    private static final int TICK_MILLIS = 200;
    private static final int CLOSE_SECONDS = 20;

    /** @param index of the phase in the plan */
    public record Phase(int index, String name, PhaseKind kind, boolean warmUp) {
        /** Of its recording, in the record's folder. */
        String file() {
            return JfrFiles.PREFIX + String.format(Locale.ROOT, "%02d", index + 1) + "-" + name.replace(' ', '-')
                    + JfrFiles.SUFFIX;
        }
    }

    private final ProfilingSettings settings;
    private final Path folder;
    private final Supplier<Phase> phaseNow;
    private final PrintStream console;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "orchestress-profiler");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String note = "";
    private @Nullable JvmRecorder jvm;
    private @Nullable Phase recorded;

    /**
     * @param folder of the record, where the target's JVM must be able to write
     * @param phaseNow the phase that the load is in
     */
    public PhaseProfiler(ProfilingSettings settings, Path folder, Supplier<Phase> phaseNow, PrintStream console) {
        this.settings = settings;
        this.folder = folder;
        this.phaseNow = phaseNow;
        this.console = console;
    }

    /** Finds the target and attaches to it, in the background; to be called before the load starts. */
    public void attach(TargetProcess target) {
        ticker.execute(() -> attachTo(target));
    }

    /** The load has started. */
    public void start() {
        ticker.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns the note for the record: what failed, or how to profile what cannot be profiled from here. To be called after {@link #close}. */
    public Profiles profiles() {
        return new Profiles(List.of(), note);
    }

    private void attachTo(TargetProcess target) {
        Optional<FoundProcess> process = Optional.empty();
        try {
            process = FoundProcess.of(target);
            if (process.isPresent() && RemoteProfilingHint.isJvm(process.get())) {
                jvm = JvmRecorder.attach(process.get().pid());
            } else {
                giveUp("Nothing was profiled. " + RemoteProfilingHint.advice(process));
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            giveUp("Nothing was profiled: " + e.getMessage() + ". " + RemoteProfilingHint.advice(process));
        }
    }

    private void tick() {
        Phase now = phaseNow.get();
        if (recorded != null && recorded.index() == now.index()) {
            return;
        }
        stopRecording();
        if (jvm != null && settings.wants(now.name(), now.kind(), now.warmUp())) {
            try {
                jvm.start(now.file(), settings.settings().configName());
                recorded = now;
            } catch (IOException e) {
                giveUp("Phase '" + now.name() + "' and later ones were not profiled: " + e.getMessage() + ".");
            }
        }
    }

    private void stopRecording() {
        Phase before = recorded;
        recorded = null;
        if (before != null && jvm != null) {
            try {
                jvm.stop(before.file(), folder.resolve(before.file()));
            } catch (IOException e) {
                giveUp("The profile of phase '" + before.name() + "' is lost, and no further phase was profiled: "
                        + e.getMessage() + ".");
            }
        }
    }

    private void giveUp(String why) {
        note = why;
        jvm = null;
        console.println("profiling: " + why);
    }

    /** Writes the recording that is under way; the target must still be there. */
    @Override
    public void close() {
        ticker.execute(this::stopRecording);
        ticker.shutdown();
        try {
            if (!ticker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                giveUp("The last profile was not written within " + CLOSE_SECONDS + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
