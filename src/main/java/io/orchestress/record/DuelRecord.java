package io.orchestress.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code duel.json}: two targets held against each other in pairs of runs. docs/duel.md explains it, docs/record-format.md the
 * fields.
 *
 * @param schemaVersion version of this format
 * @param duelId name of its folder, {@code duel-<simulation>-<UTC start>}
 * @param elapsedSeconds by a clock that nobody sets
 * @param load what noise was learned for: a digest of machine, simulation, load, mode and length
 * @param areEqual whether both sides are known to be the same, so that all of their difference is noise
 * @param atOnce whether both runs of a pair went at the same time
 * @param seed of the first pair; each has the next one, for both of its runs
 * @param noise absent before the first look
 * @param pairs in the order in which they were run, void ones included
 * @param looks in order; the last one decided, or it is not decided
 * @param reason one sentence: what decided the outcome
 * @param next what can be done now; empty: nothing is left to do
 */
public record DuelRecord(
        int schemaVersion,
        String toolVersion,
        String duelId,
        String simulation,
        String profile,
        String load,
        Instant startedAt,
        @Nullable Instant endedAt,
        double elapsedSeconds,
        Side baseline,
        Side candidate,
        boolean areEqual,
        boolean atOnce,
        double lengthSeconds,
        long seed,
        Limits limits,
        @Nullable Noise noise,
        List<Pair> pairs,
        List<Look> looks,
        Outcome outcome,
        String reason,
        String next) {
    /** The format this version writes. */
    public static final int SCHEMA_VERSION = 1;

    public static final String FILE = "duel.json";

    public DuelRecord {
        pairs = List.copyOf(pairs);
        looks = List.copyOf(looks);
    }

    /** The verdict of a duel. */
    public enum Outcome {
        /** At least one figure of the candidate is worse. */
        WORSE,
        /** No figure of the candidate is worse by more than its tolerance. */
        NOT_WORSE,
        /** The same, and its typical time is shorter. */
        BETTER,
        /** Neither could be told with the pairs there were. */
        UNDECIDED,
        /** It still goes on, or was killed. */
        RUNNING,
        /** Somebody ended it. */
        INTERRUPTED,
        /** It could not be run to an end: a side is not there, or speaks otherwise than the other one. */
        NOT_RUN;

        /** The verdict of a pipeline. */
        public Verdict.Outcome verdict() {
            return switch (this) {
                case BETTER, NOT_WORSE -> Verdict.Outcome.PASS;
                case WORSE -> Verdict.Outcome.FAIL;
                case UNDECIDED, RUNNING, NOT_RUN -> Verdict.Outcome.INCONCLUSIVE;
                case INTERRUPTED -> Verdict.Outcome.INTERRUPTED;
            };
        }

        public ExitCode exitCode() {
            return this == NOT_RUN ? ExitCode.NOT_RUN : ExitCode.of(verdict(), true);
        }
    }

    /**
     * One of the two.
     *
     * @param target URL, or {@code embedded}
     * @param settings of its runs alone
     */
    public record Side(String target, Map<String, String> settings) {
        public Side {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * The settings of a duel.
     *
     * @param latency, failures, ended tolerances: a share of the baseline's time, and points
     * @param looks after how many pairs it was looked at
     */
    public record Limits(
            double falseAlarms,
            double missed,
            double latency,
            double failures,
            double ended,
            int mostPairs,
            int mostVoid,
            List<Integer> looks) {
        public Limits {
            looks = List.copyOf(looks);
        }
    }

    /**
     * Of a pair's difference of logarithms.
     *
     * @param scale standard deviation
     * @param pairs of earlier duels that it was learned from; 0: it is assumed
     */
    public record Noise(double scale, double degreesOfFreedom, int pairs) {}

    /**
     * One pair of runs.
     *
     * @param number from 1; a void pair has the number of the one that takes its place
     * @param baselineFirst which run came first; of runs at once the one that was started first
     * @param baseline, candidate records of the runs, from the duel's folder; absent where there is none
     * @param disturbed why the pair is void; absent where it counts
     * @param typicalMillisBefore, typicalMillisAfter absent where they were not measured, and of void pairs, at which nobody has looked
     * @param shares by figure; empty for void pairs
     */
    public record Pair(
            int number,
            boolean baselineFirst,
            @Nullable String baseline,
            @Nullable String candidate,
            @Nullable String disturbed,
            @Nullable Double typicalMillisBefore,
            @Nullable Double typicalMillisAfter,
            Map<String, Shares> shares) {
        public Pair {
            shares = Map.copyOf(shares);
        }

        public boolean isVoid() {
            return disturbed != null;
        }
    }

    /** Counts of both sides. */
    public record Shares(long before, long ofBefore, long after, long ofAfter) {}

    /**
     * The state of the test after so many pairs.
     *
     * @param outcome {@link Outcome#UNDECIDED} while it went on
     */
    public record Look(int pairs, List<Figure> figures, Outcome outcome) {
        public Look {
            figures = List.copyOf(figures);
        }
    }

    /**
     * A figure at a look: candidate against baseline.
     *
     * @param change of a time, relative: 0.1 is 10 % more; of a share in points: 0.01 is one point more
     * @param from, to what it is worse than if that is above 0, and what it is at most; in the unit of {@code change}
     */
    public record Figure(
            String name, double change, double from, double to, double tolerance, boolean worse, boolean notWorse) {
        /** Name of the figure that is a time. */
        public static final String TYPICAL = "typical";
    }
}
