package io.orchestress.analysis.fault;

import io.orchestress.record.FaultEffect.Slowdown;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import io.orchestress.stats.Quantile;
import io.orchestress.stats.Wilson;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of kinds that never use the faulty models and tools: of their request, size and tenant, and of their script where a call says it. Whether a kind uses them is
 * told from the reference, for a task that fails before its first call says nothing itself.
 */
final class Bystanders {
    /** How the name of a kind begins. */
    static final String SCRIPT = "script ";

    static final String REQUEST = "request ";
    private static final int MOST_KINDS = 10_000;

    /** Of so many kinds the times are kept, too. */
    private static final int MOST_TIMED = 200;

    private static final int LEAST = 20;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Map<String, Kind> kinds = new HashMap<>();

    /** Tasks of a kind, with the fault or without it. */
    private static final class Tasks {
        private final boolean timed;
        private final LatencyCounts good = new LatencyCounts();
        private long count;
        private long failed;

        Tasks(boolean timed) {
            this.timed = timed;
        }

        void add(boolean ok, long tookNanos) {
            count++;
            failed += ok ? 0 : 1;
            if (ok && timed) {
                good.add(LatencyBuckets.indexOf(Math.max(1, tookNanos / NANOS_PER_MICRO)), 1);
            }
        }

        void add(Tasks other) {
            count += other.count;
            failed += other.failed;
            good.add(other.good);
        }
    }

    private static final class Kind {
        private final Tasks reference;
        private final Tasks during;
        private long users;

        Kind(boolean timed) {
            reference = new Tasks(timed);
            during = new Tasks(timed);
        }

        /** Whether too few of it ran without the fault to tell whether it ever uses what is faulty. */
        boolean isUnclear() {
            return reference.count < LEAST && users == 0;
        }

        boolean standsBy() {
            return reference.count >= LEAST && users == 0;
        }
    }

    private @Nullable Kind kind(String name) {
        return kinds.size() < MOST_KINDS
                ? kinds.computeIfAbsent(name, any -> new Kind(kinds.size() < MOST_TIMED))
                : kinds.get(name);
    }

    void reference(String name, boolean uses, boolean ok, long tookNanos) {
        Kind kind = kind(name);
        if (kind != null) {
            kind.reference.add(ok, tookNanos);
            kind.users += uses ? 1 : 0;
        }
    }

    /** A task under the fault that did not use it. */
    void during(String name, boolean ok, long tookNanos) {
        Kind kind = kind(name);
        if (kind != null) {
            kind.during.add(ok, tookNanos);
        }
    }

    /**
     * All kinds that stand by.
     *
     * @param slowdown of those of their tasks that ended well; null where either has none
     * @param unclear tasks under the fault of kinds of which it cannot be told whether they stand by
     */
    record Totals(
            long during,
            long duringFailed,
            long reference,
            long referenceFailed,
            @Nullable Slowdown slowdown,
            long unclear) {
        /**
         * Lower end of the 95 % interval of the difference of both failed shares: Newcombe, method 10, Statistics in Medicine 17 (1998); null where either has fewer than
         * 20 tasks.
         */
        @Nullable
        Double worseBy() {
            if (during < LEAST || reference < LEAST) {
                return null;
            }
            double share = (double) duringFailed / during;
            double before = (double) referenceFailed / reference;
            double down = share - Wilson.of(duringFailed, during).from();
            double up = Wilson.of(referenceFailed, reference).to() - before;
            return share - before - Math.sqrt(down * down + up * up);
        }
    }

    /** @param booked whether calls are known by their tasks: otherwise of no task it is known whether it stands by */
    Totals totals(boolean booked) {
        long unclear = kinds.values().stream()
                .filter(kind -> !booked || kind.isUnclear())
                .mapToLong(kind -> kind.during.count)
                .sum();
        if (!booked) {
            return new Totals(0, 0, 0, 0, null, unclear);
        }
        Sides scripts = sides(SCRIPT);
        Sides requests = sides(REQUEST);
        // A task of the reference is of a script and of a request: it counts once.
        Tasks before = scripts.reference.count > requests.reference.count ? scripts.reference : requests.reference;
        Tasks during = scripts.during;
        during.add(requests.during);
        return new Totals(
                during.count, during.failed, before.count, before.failed, slowdown(during.good, before.good), unclear);
    }

    /** Both ends are one-sided bounds at 95 %: their ratio is a lower bound at 90 % at least, and at 99 % where both vary alike. */
    private static @Nullable Slowdown slowdown(LatencyCounts during, LatencyCounts before) {
        if (during.isEmpty() || before.isEmpty()) {
            return null;
        }
        Quantile with = during.p95();
        Quantile without = before.p95();
        return new Slowdown(
                with.millis(),
                without.millis(),
                Double.isFinite(without.toMillis()) ? (Double) (with.fromMillis() / without.toMillis()) : null);
    }

    private record Sides(Tasks during, Tasks reference) {}

    private Sides sides(String of) {
        Sides sides = new Sides(new Tasks(true), new Tasks(true));
        kinds.forEach((name, kind) -> {
            if (name.startsWith(of) && kind.standsBy() && kind.during.count > 0) {
                sides.during.add(kind.during);
                sides.reference.add(kind.reference);
            }
        });
        return sides;
    }
}
