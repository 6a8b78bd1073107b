package io.orchestress.history;

import static io.orchestress.testkit.SyntheticChanges.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.EndedRun;
import io.orchestress.testkit.SyntheticChanges;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImprovementTest {
    private static final Change P50 = change("p50", false, Kind.IMPROVED, -0.20);
    private static final Change P95 = change("p95", false, Kind.IMPROVED, -0.30);
    private static final Change P99 = change("p99", false, Kind.NOT_WORSE, -0.02);
    private static final Change MEAN = change("mean", false, Kind.IMPROVED, -0.24);
    private static final Change RATE = change("throughput", true, Kind.IMPROVED, 0.50);
    private static final Change SAME_RATE = change("throughput", true, Kind.NOT_WORSE, 0.01);
    private static final Change COST = change("cost.per-task", false, Kind.IMPROVED, -0.08);
    private static final Change WORSE = change("cost.per-task", false, Kind.REGRESSED, 0.20);
    private static final Change UNTOLD = change("ttft.p95", false, Kind.TOO_NOISY, -0.90);
    private static final Change ONE_REQUEST = change("p95", "run", false, Kind.IMPROVED, -0.90);

    /** Worked by hand: latency is the median of 0.20, 0.30, 0.02 and 0.24, which is 0.22. */
    static Stream<Arguments> overall() {
        return Stream.of(
                Arguments.of("one family", 0.22, List.of(P50, P95, P99, MEAN)),
                Arguments.of("what did not change says nothing", 0.22, List.of(P50, P95, P99, MEAN, SAME_RATE)),
                Arguments.of("two families, the mean of both", 0.36, List.of(P50, P95, P99, MEAN, RATE)),
                Arguments.of("three families, the middle one", 0.22, List.of(P50, P95, P99, MEAN, RATE, COST)),
                Arguments.of(
                        "neither a single request nor the untold counts", 0.08, List.of(COST, UNTOLD, ONE_REQUEST)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("overall")
    void isTheMedianOverFamiliesThatImproved(String what, double expected, List<Change> changes) {
        Comparison comparison = SyntheticChanges.of(Outcome.PASS, List.of(), changes.toArray(Change[]::new));

        assertThat(Improvement.of(comparison).orElseThrow()).isCloseTo(expected, within(1e-12));
    }

    static Stream<Arguments> none() {
        return Stream.of(
                Arguments.of("something regressed", SyntheticChanges.of(Outcome.PASS, List.of(), P50, P95, WORSE)),
                Arguments.of("nothing improved", SyntheticChanges.of(Outcome.PASS, List.of(), SAME_RATE, P99)),
                Arguments.of("inconclusive", SyntheticChanges.of(Outcome.INCONCLUSIVE, List.of(), P50, P95)),
                Arguments.of("no changes", SyntheticChanges.of(Outcome.PASS, List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("none")
    void isNoneOtherwise(String what, Comparison comparison) {
        assertThat(Improvement.of(comparison)).isEmpty();
    }

    @Test
    void aProposalNamesTheCommandAndNothingIsProposedBelowTenPercent() {
        Baseline baseline = new Baseline(
                "main",
                new Scope("SpikeTest", "quick", "rest"),
                List.of(new RunRef("spiketest-1", Path.of("/results/spiketest-1"))),
                EndedRun.FIRST,
                "ann",
                "");
        RunRecord better = EndedRun.at(9)
                .compared(SyntheticChanges.of(Outcome.PASS, List.of("spiketest-1"), P50))
                .record();
        RunRecord hardly = EndedRun.at(9)
                .compared(SyntheticChanges.of(Outcome.PASS, List.of("spiketest-1"), COST))
                .record();
        RunRecord before = EndedRun.at(9)
                .compared(SyntheticChanges.of(Outcome.PASS, List.of("spiketest-0"), P50))
                .record();

        assertThat(Proposal.of(baseline, better)).hasValueSatisfying(proposal -> {
            assertThat(proposal.worthIt()).isTrue();
            assertThat(proposal.text()).contains("20.0 %", "baseline set main spiketest-9 --reason");
        });
        assertThat(Proposal.of(baseline, hardly)).hasValueSatisfying(proposal -> {
            assertThat(proposal.worthIt()).isFalse();
            assertThat(proposal.text()).contains("8.00 %", "not more than 10 %").doesNotContain("set main");
        });
        assertThat(Proposal.of(baseline, before)).isEmpty();
        assertThat(Proposal.of(baseline, EndedRun.at(9).record())).isEmpty();
    }
}
