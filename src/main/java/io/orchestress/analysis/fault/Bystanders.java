package io.orchestress.analysis.fault;

import io.orchestress.stats.Wilson;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of kinds that never use the faulty models and tools: of their script, where a call says it, else of their request, size and tenant. Whether a kind uses them is
 * told from the reference, for a task that fails before its first call says nothing itself.
 */
final class Bystanders {
    /** How the name of a kind begins. */
    static final String SCRIPT = "script ";

    static final String REQUEST = "request ";
    private static final int MOST_KINDS = 10_000;
    private static final int LEAST = 20;

    private final Map<String, Kind> kinds = new HashMap<>();

    private static final class Kind {
        private long reference;
        private long users;
        private long referenceFailed;
        private long during;
        private long duringFailed;

        boolean standsBy() {
            return reference >= LEAST && users == 0;
        }
    }

    private @Nullable Kind kind(String name) {
        return kinds.size() < MOST_KINDS ? kinds.computeIfAbsent(name, any -> new Kind()) : kinds.get(name);
    }

    void reference(String name, boolean uses, boolean ok) {
        Kind kind = kind(name);
        if (kind != null) {
            kind.reference++;
            kind.users += uses ? 1 : 0;
            kind.referenceFailed += ok ? 0 : 1;
        }
    }

    /** A task under the fault that did not use it. */
    void during(String name, boolean ok) {
        Kind kind = kind(name);
        if (kind != null) {
            kind.during++;
            kind.duringFailed += ok ? 0 : 1;
        }
    }

    /** Counts of all kinds that stand by. */
    record Totals(long during, long duringFailed, long reference, long referenceFailed) {
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

    Totals totals() {
        Totals scripts = totals(SCRIPT);
        Totals requests = totals(REQUEST);
        // A task of the reference is of a script and of a request: it counts once.
        Totals before = scripts.reference > requests.reference ? scripts : requests;
        return new Totals(
                scripts.during + requests.during,
                scripts.duringFailed + requests.duringFailed,
                before.reference,
                before.referenceFailed);
    }

    private Totals totals(String of) {
        long during = 0;
        long duringFailed = 0;
        long reference = 0;
        long referenceFailed = 0;
        for (Map.Entry<String, Kind> entry : kinds.entrySet()) {
            Kind kind = entry.getValue();
            if (entry.getKey().startsWith(of) && kind.standsBy() && kind.during > 0) {
                during += kind.during;
                duringFailed += kind.duringFailed;
                reference += kind.reference;
                referenceFailed += kind.referenceFailed;
            }
        }
        return new Totals(during, duringFailed, reference, referenceFailed);
    }
}
