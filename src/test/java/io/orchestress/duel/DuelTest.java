package io.orchestress.duel;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.duel.DuelEvaluator;
import io.orchestress.analysis.duel.DuelLimits;
import io.orchestress.analysis.duel.DuelMetric;
import io.orchestress.analysis.duel.Pair;
import io.orchestress.analysis.duel.Pair.Share;
import io.orchestress.analysis.duel.Pair.Shares;
import io.orchestress.analysis.duel.Pair.Times;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.DuelRecord.Outcome;
import io.orchestress.record.ExitCode;
import io.orchestress.stats.noise.LearnedNoise;
import io.orchestress.stats.noise.Looks;
import io.orchestress.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DuelTest {
    private static final Looks LOOKS = Looks.upTo(8);
    private static final int MOST_VOID = 3;

    private final ManualTime time = new ManualTime();
    private Instant wall = Instant.EPOCH;

    /** Whose wall clock may jump. */
    private final TimeSource clock = new TimeSource() {
        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Instant now() {
            return wall;
        }
    };

    private final List<DuelRecord> written = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    private final Duel.Listener listener = new Duel.Listener() {
        @Override
        public void is(DuelRecord duel) {
            written.add(duel);
        }

        @Override
        public void said(String line) {
            said.add(line);
        }
    };

    @Test
    void endsAsSoonAsItIsDecided() throws IOException {
        List<Boolean> order = new ArrayList<>();
        DuelRecord duel = fight((number, attempt, baselineFirst) -> {
            order.add(baselineFirst);
            time.advance(Duration.ofSeconds(30));
            return measured(0.3 + 0.01 * (number % 2));
        });
        assertThat(duel.outcome()).isEqualTo(Outcome.WORSE);
        assertThat(duel.outcome().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(duel.pairs()).hasSizeLessThan(5);
        assertThat(order.subList(0, 2)).containsExactly(true, false);
        assertThat(duel.reason()).startsWith("typical +35").contains("at least +");
        assertThat(duel.elapsedSeconds()).isEqualTo(30.0 * duel.pairs().size());
        assertThat(written.get(0).outcome()).isEqualTo(Outcome.RUNNING);
        assertThat(written.get(written.size() - 1)).isEqualTo(duel);
    }

    /** A void pair is repeated in the same order, nobody sees what it measured, and it counts for nothing. */
    @Test
    void voidPairsAreRepeated() throws IOException {
        List<String> runs = new ArrayList<>();
        DuelRecord duel = fight((number, attempt, baselineFirst) -> {
            runs.add(number + "." + attempt + (baselineFirst ? "AB" : "BA"));
            return number == 2 && attempt < 3 ? disturbed("a neighbour") : measured(0.01 * (number % 2));
        });
        assertThat(runs.subList(0, 4)).containsExactly("1.1AB", "2.1BA", "2.2BA", "2.3BA");
        assertThat(duel.outcome()).isEqualTo(Outcome.NOT_WORSE);
        assertThat(duel.outcome().exitCode()).isEqualTo(ExitCode.PASSED);
        assertThat(duel.pairs().stream().filter(DuelRecord.Pair::isVoid))
                .hasSize(2)
                .allSatisfy(pair -> {
                    assertThat(pair.number()).isEqualTo(2);
                    assertThat(pair.typicalMillisAfter()).isNull();
                    assertThat(pair.shares()).isEmpty();
                });
        assertThat(said).contains("pair 2 is void: a neighbour");
    }

    @Test
    void disturbedForEverIsBounded() throws IOException {
        DuelRecord duel = fight((number, attempt, baselineFirst) -> disturbed("the hypervisor took 9.0 % away"));
        assertThat(duel.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(duel.outcome().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(duel.pairs()).hasSize(MOST_VOID + 1);
        assertThat(duel.reason())
                .isEqualTo("The machine was disturbed: 4 pairs of 4 were void, the last because the hypervisor took"
                        + " 9.0 % away.");
        assertThat(duel.next()).startsWith("Repeat the duel on a quieter machine");
    }

    /** In the middle: its pair is void, and there is no other; what was measured before it decides nothing. */
    @Test
    void aSideThatDies() throws IOException {
        DuelRecord duel = fight((number, attempt, baselineFirst) -> {
            if (number == 2 && attempt == 1) {
                return disturbed("the candidate is gone: nothing listens");
            }
            if (number == 2) {
                throw new DuelRefusedException("the candidate is gone: nothing listens");
            }
            return measured(-0.4);
        });
        assertThat(duel.outcome()).isEqualTo(Outcome.NOT_RUN);
        assertThat(duel.outcome().exitCode()).isEqualTo(ExitCode.NOT_RUN);
        assertThat(duel.reason()).isEqualTo("the candidate is gone: nothing listens.");
        assertThat(duel.pairs()).hasSize(2);
    }

    @Test
    void anInterruptEndsIt() throws IOException {
        DuelRecord duel = fight((number, attempt, baselineFirst) -> {
            if (number == 3) {
                throw new InterruptedException();
            }
            return measured(0.05 * number);
        });
        assertThat(duel.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(duel.reason()).isEqualTo("Interrupted after 2 pairs.");
        assertThat(duel.outcome().exitCode()).isEqualTo(ExitCode.FAILED);
    }

    /** What is needed then is said; the clock on the wall may do what it likes. */
    @Test
    void undecidedSaysWhatWouldDecide() throws IOException {
        DuelRecord duel = fight(0.06, (number, attempt, baselineFirst) -> {
            time.advance(Duration.ofSeconds(60));
            wall = Instant.EPOCH.plusSeconds(1_000_000L * (number % 3));
            return measured(0.06 + 0.1 * (number % 2 == 0 ? 1 : -1));
        });
        assertThat(duel.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(duel.elapsedSeconds()).isEqualTo(480);
        assertThat(duel.next())
                .matches("About \\d+ more pairs \\(\\d+ min\\) would decide it: repeat with --pairs \\d+\\.");
        assertThat(duel.reason()).contains("inconclusive against the tolerance of +10.0 %");
        assertThat(said.get(1)).contains("so far").containsPattern("about \\d+ more pairs?, \\d+ min");
    }

    private DuelRecord fight(Pairs pairs) throws IOException {
        return fight(0.03, pairs);
    }

    private DuelRecord fight(double noise, Pairs pairs) throws IOException {
        DuelLimits limits = new DuelLimits(0.005, 0.05, 0.1, 0.01, 0.01, LOOKS);
        return new Duel(opened(), new DuelEvaluator(limits, new LearnedNoise(noise, 30, 73)), pairs, clock, listener)
                .fight();
    }

    private static DuelRecord opened() {
        DuelRecord.Side side = new DuelRecord.Side("embedded", Map.of());
        return new DuelRecord(
                DuelRecord.SCHEMA_VERSION,
                "test",
                "duel-test",
                "DuelTest",
                "quick",
                "digest",
                Instant.EPOCH,
                null,
                0,
                side,
                side,
                false,
                true,
                60,
                1,
                new DuelRecord.Limits(0.005, 0.05, 0.1, 0.01, 0.01, 8, MOST_VOID, LOOKS.pairs()),
                null,
                List.of(),
                List.of(),
                Outcome.RUNNING,
                "",
                "");
    }

    private static Pairs.Fought disturbed(String why) {
        return new Pairs.Fought(Optional.of("a"), Optional.of("b"), Optional.of(why), Optional.empty());
    }

    private static Pairs.Fought measured(double difference) {
        Share none = new Share(0, 1000);
        return new Pairs.Fought(
                Optional.of("a"),
                Optional.of("b"),
                Optional.empty(),
                Optional.of(new Pair(
                        Optional.of(new Times(50, 50 * Math.exp(difference))),
                        Map.of(
                                DuelMetric.FAILED_REQUESTS, new Shares(none, none),
                                DuelMetric.NOT_ENDED, new Shares(none, none)))));
    }
}
