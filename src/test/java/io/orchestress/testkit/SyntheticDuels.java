package io.orchestress.testkit;

import io.orchestress.record.DuelRecord;
import io.orchestress.record.DuelRecord.Figure;
import io.orchestress.record.DuelRecord.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Duels as they might have gone. */
public final class SyntheticDuels {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<Integer> LOOKS = List.of(2, 3, 4, 6, 8, 12, 16);

    private SyntheticDuels() {}

    /** A candidate that is 12 % slower, found after eight pairs, of which one had to be repeated. */
    public static DuelRecord worse() {
        double[] before = {51.2, 54.8, 50.1, 52.9, 49.7, 55.2, 52.2, 51.0};
        double[] after = {58.1, 60.9, 57.0, 57.7, 56.9, 60.1, 59.8, 57.2};
        List<DuelRecord.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            if (i == 3) {
                pairs.add(new DuelRecord.Pair(
                        4,
                        false,
                        "pair-04/baseline/a",
                        "pair-04/candidate/b",
                        "the hypervisor took 7.1 % of the machine's processors away, limit 2.0 %",
                        null,
                        null,
                        Map.of()));
            }
            pairs.add(new DuelRecord.Pair(
                    i + 1,
                    i % 2 == 0,
                    "pair/baseline/a",
                    "pair/candidate/b",
                    null,
                    before[i],
                    after[i],
                    Map.of("failed requests", new DuelRecord.Shares(0, 3000, i == 2 ? 2 : 0, 3000))));
        }
        List<DuelRecord.Look> looks = List.of(
                look(2, 0.123, -0.21, 0.51, Outcome.UNDECIDED),
                look(3, 0.128, -0.09, 0.33, Outcome.UNDECIDED),
                look(4, 0.119, -0.05, 0.27, Outcome.UNDECIDED),
                look(6, 0.116, -0.011, 0.22, Outcome.UNDECIDED),
                look(8, 0.121, 0.021, 0.19, Outcome.WORSE));
        return duel(pairs, looks, Outcome.WORSE, "typical +12.1 %, at least +2.1 %, after 8 pairs.", "");
    }

    /** One that could not be told. */
    public static DuelRecord undecided() {
        List<DuelRecord.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            pairs.add(
                    new DuelRecord.Pair(i + 1, i % 2 == 0, null, null, null, 50.0, i % 2 == 0 ? 57.0 : 49.0, Map.of()));
        }
        return duel(
                pairs,
                List.of(look(16, 0.06, -0.02, 0.14, Outcome.UNDECIDED)),
                Outcome.UNDECIDED,
                "typical +6.0 % (-2.0 % to +14.0 %) after 16 pairs: inconclusive against the tolerance of +10.0 %, could be told.",
                "About 12 more pairs (24 min) would decide it: repeat with --pairs 28.");
    }

    /** What others may have put into it. */
    public static DuelRecord hostile() {
        String text = "<script>alert(1)</script>\u001b[2J](http://evil.test) @all\n::error::x";
        return duel(
                List.of(new DuelRecord.Pair(1, true, null, null, text, null, null, Map.of())),
                List.of(),
                Outcome.NOT_RUN,
                text,
                "");
    }

    private static DuelRecord.Look look(int pairs, double change, double from, double to, Outcome outcome) {
        return new DuelRecord.Look(
                pairs,
                List.of(
                        new Figure("typical", change, from, to, 0.1, from > 0, to <= 0.1),
                        new Figure("failed requests", 0.0001, -0.001, 0.004, 0.01, false, true),
                        new Figure("not ended", 0, -0.002, 0.006, 0.01, false, true)),
                outcome);
    }

    private static DuelRecord duel(
            List<DuelRecord.Pair> pairs, List<DuelRecord.Look> looks, Outcome outcome, String reason, String next) {
        return new DuelRecord(
                DuelRecord.SCHEMA_VERSION,
                "0.1.0",
                "duel-dueltest-20260102-030405-000",
                "DuelTest",
                "quick",
                "0123456789ab",
                START,
                START.plusSeconds(1100),
                1100.5,
                new DuelRecord.Side("http://127.0.0.1:8080", Map.of()),
                new DuelRecord.Side("embedded", Map.of("embedded.mean-service-time", "56 ms")),
                false,
                false,
                60,
                7,
                new DuelRecord.Limits(0.005, 0.05, 0.1, 0.01, 0.01, 16, 8, LOOKS),
                new DuelRecord.Noise(0.041, 12.2, 25),
                pairs,
                looks,
                outcome,
                reason,
                next);
    }
}
