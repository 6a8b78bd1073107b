package io.orchestress.analysis.regression;

import io.orchestress.analysis.disturbance.Disturbances;
import io.orchestress.record.Disturbance;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.ResourceName;
import io.orchestress.record.RunRecord;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a run in its evaluated phases (those of constant load, without warm-up), cut into blocks of time.
 *
 * <p>Samples that come close together are alike: a slow second slows all of its requests. So the blocks, not the requests, are
 * what the uncertainty of a figure is made of. A block is as long as asked for, or a 24th of its phase if that is more.
 */
public final class RunBlocks {
    private static final int MOST_BLOCKS = 24;
    private static final int LEAST_BLOCKS = 2;

    private final RunRecord run;
    private final Map<String, Phase> phases = new LinkedHashMap<>();
    private final List<String> tooShort = new ArrayList<>();
    private @Nullable Disturbance disturbance;

    RunBlocks(RunRecord run, double shortestBlockSeconds) {
        this.run = run;
        for (PhaseResult phase : run.phases()) {
            if (phase.isLoad() && !phase.warmUp()) {
                Phase blocks = new Phase(phase.name(), phase.startSeconds(), phase.endSeconds(), shortestBlockSeconds);
                if (blocks.blocks() < LEAST_BLOCKS) {
                    tooShort.add(phase.name());
                } else {
                    phases.put(phase.name(), blocks);
                }
            }
        }
    }

    /** Phases of constant load that are too short for two blocks, whose uncertainty nobody can tell: they are left out. */
    List<String> tooShort() {
        return List.copyOf(tooShort);
    }

    public RunRecord run() {
        return run;
    }

    /** By name, in the order of the plan. */
    Map<String, Phase> phases() {
        return phases;
    }

    /** One phase: by series and block. Every series has as many blocks as the phase. */
    static final class Phase {
        private final String name;
        private final double startSeconds;
        private final double seconds;
        private final int blocks;
        private final Map<String, LatencyCounts[]> times = new TreeMap<>();
        private final Map<String, double[]> counts = new TreeMap<>();
        private final List<Outstanding> outstanding = new ArrayList<>();

        Phase(String name, double startSeconds, double endSeconds, double shortestBlockSeconds) {
            this.name = name;
            this.startSeconds = startSeconds;
            this.seconds = endSeconds - startSeconds;
            double length = Math.max(shortestBlockSeconds, seconds / MOST_BLOCKS);
            // A clock that was set back makes a phase that ends before it began, or one without an end: of one block,
            // or none.
            this.blocks = Math.max(1, (int) Math.min(MOST_BLOCKS, Math.floor(seconds / length + 1e-9)));
        }

        String name() {
            return name;
        }

        double seconds() {
            return seconds;
        }

        Disturbances.Stretch stretch() {
            return new Disturbances.Stretch(startSeconds, startSeconds + seconds);
        }

        int blocks() {
            return blocks;
        }

        boolean contains(double atSeconds) {
            return atSeconds >= startSeconds && atSeconds < startSeconds + seconds;
        }

        /** The block at a time; what comes before or after the phase is in its first or last one. */
        int blockAt(double atSeconds) {
            double block = seconds > 0 ? (atSeconds - startSeconds) / seconds * blocks : 0;
            return (int) Math.max(0, Math.min(blocks - 1, Math.floor(block)));
        }

        void add(String series, int block, LatencyAdder adder) {
            LatencyCounts[] all = times.computeIfAbsent(series, s -> emptyBlocks());
            adder.addTo(all[block]);
        }

        void count(String series, int block, double amount) {
            counts.computeIfAbsent(series, s -> new double[blocks])[block] += amount;
        }

        private LatencyCounts[] emptyBlocks() {
            LatencyCounts[] empty = new LatencyCounts[blocks];
            for (int i = 0; i < blocks; i++) {
                empty[i] = new LatencyCounts();
            }
            return empty;
        }

        /** Times by series name. */
        Map<String, LatencyCounts[]> times() {
            return times;
        }

        /** Zeros where nothing was counted. */
        double[] counts(String series) {
            return counts.getOrDefault(series, new double[blocks]);
        }

        void outstanding(double atSeconds, double users, double inFlight) {
            outstanding.add(new Outstanding(atSeconds, users, inFlight));
        }

        /** Second by second, as they were read. */
        List<Outstanding> outstanding() {
            return outstanding;
        }

        void forget(String series) {
            counts.remove(series);
        }

        boolean hasCounts(String series) {
            return counts.containsKey(series);
        }
    }

    /** What had begun and not ended at the end of a second. */
    record Outstanding(double atSeconds, double users, double inFlight) {}

    /** Adds samples to a block. */
    @FunctionalInterface
    interface LatencyAdder {
        void addTo(LatencyCounts block);
    }

    /** Whether anything was counted under that name, in any phase. */
    boolean hasCounts(String series) {
        return phases.values().stream().anyMatch(phase -> phase.hasCounts(series));
    }

    /** Requests that ended. */
    double ended() {
        return phases.values().stream()
                        .flatMapToDouble(phase -> Arrays.stream(phase.counts(RunBlocksReader.OK)))
                        .sum()
                + phases.values().stream()
                        .flatMapToDouble(phase -> Arrays.stream(phase.counts(RunBlocksReader.FAILED)))
                        .sum();
    }

    /** Whether others had the machine in these phases; empty where nothing was read of it. */
    Optional<Disturbance> disturbance() {
        return Optional.ofNullable(disturbance);
    }

    void disturbance(Disturbance found) {
        disturbance = found;
    }

    /**
     * Share of the machine's processors that neither the target, where it is watched, nor the injector used, but others, 0 to 1;
     * empty where that was not measured.
     */
    OptionalDouble backgroundCpu() {
        OptionalDouble host = mean(ResourceName.HOST, ResourceName.CPU);
        OptionalDouble injector = mean(ResourceName.INJECTOR, ResourceName.CPU);
        OptionalDouble target = mean(ResourceName.TARGET, ResourceName.CPU);
        // What a target on this machine uses is no background: while it is not measured, nobody knows what is.
        if (host.isEmpty() || injector.isEmpty() || (target.isEmpty() && isHere(run.target()))) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.max(0, host.getAsDouble() - injector.getAsDouble() - target.orElse(0)));
    }

    /** The same of two runs at the same time, of which each is no stranger to the other. */
    public OptionalDouble backgroundCpuBeside(RunBlocks other) {
        OptionalDouble background = backgroundCpu();
        return background.isEmpty()
                ? background
                : OptionalDouble.of(Math.max(
                        0,
                        background.getAsDouble()
                                - other.mean(ResourceName.INJECTOR, ResourceName.CPU)
                                        .orElse(0)
                                - other.mean(ResourceName.TARGET, ResourceName.CPU)
                                        .orElse(0)));
    }

    /** Embedded, or at an address of the machine itself. An address that is only a name may be here as well, and is taken for elsewhere. */
    private static boolean isHere(RunRecord.Target target) {
        if (target.embedded()) {
            return true;
        }
        String host;
        try {
            host = String.valueOf(new URI(target.url()).getHost());
        } catch (URISyntaxException e) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.equals("0.0.0.0")
                || name.matches("127(\\.[0-9]{1,3}){3}")
                || name.equals("host.docker.internal");
    }

    private OptionalDouble mean(String subject, String name) {
        String gauge = subject + "|" + name;
        double sum = 0;
        double count = 0;
        for (Phase phase : phases.values()) {
            sum += Arrays.stream(phase.counts(RunBlocksReader.RESOURCE_SUM + gauge))
                    .sum();
            count += Arrays.stream(phase.counts(RunBlocksReader.RESOURCE_COUNT + gauge))
                    .sum();
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    List<Phase> phaseList() {
        return List.copyOf(phases.values());
    }
}
