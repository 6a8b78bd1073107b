package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.BothSides;
import io.orchestress.record.Issue;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.SyntheticFindings;
import io.orchestress.testkit.SyntheticSides;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of the tests: own time p95 500 ms and 20 % of the time of tasks, amplification 1.2; tasks of 200 ms. */
class SidesIssuesTest {
    private static final HighOverhead OVERHEAD = new HighOverhead(30, 0.2, 20);
    private static final CallAmplification CALLS = new CallAmplification(1.2, 20);

    private static List<Diagnosis> judged(IssueRule rule, BothSides sides) {
        RunRecord run = SyntheticFindings.spike().build().record().withBothSides(sides);
        return rule.judge(new IssueContext(run, 300, Map.of()));
    }

    private static String phase() {
        return SyntheticFindings.spike().build().record().phases().stream()
                .filter(phase -> !phase.warmUp())
                .findFirst()
                .orElseThrow()
                .name();
    }

    @ParameterizedTest(name = "own time {0} µs of 200,000 µs")
    @CsvSource({"30000, ", "39999, ", "40000, MEDIUM", "99000, MEDIUM", "100000, HIGH"})
    void ownTime(long ownMicros, Issue.Severity severity) {
        List<Diagnosis> found = judged(OVERHEAD, SyntheticSides.of(phase(), ownMicros, 2, 2));
        if (severity == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().satisfies(one -> {
                assertThat(one.severity()).isEqualTo(severity);
                assertThat(one.evidence().actual()).isEqualTo(ownMicros / 1000.0);
                assertThat(one.description()).startsWith("Own time p95 ").contains("limit 30 ms");
            });
        }
    }

    @ParameterizedTest(name = "{1} calls for {0}")
    @CsvSource({"10, 10, ", "10, 12, ", "10, 13, MEDIUM", "10, 20, HIGH"})
    void amplification(long scripted, long models, Issue.Severity severity) {
        List<Diagnosis> found = judged(CALLS, SyntheticSides.of(phase(), 1_000, scripted, models));
        if (severity == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().satisfies(one -> {
                assertThat(one.severity()).isEqualTo(severity);
                assertThat(one.condition()).isEqualTo(CallAmplification.REPEATS);
            });
        }
    }

    @Test
    void nothingIsSaidOfCallsThatCannotBeBooked() {
        BothSides sides = SyntheticSides.of(phase(), 100_000, 1, 3);
        BothSides.Booking stripped =
                new BothSides.Booking(100, 0, 0, 400, 100, 0, 0, 0, 0, 0, 0, 0, true, true, false, Map.of());
        BothSides doubted = new BothSides(stripped, sides.work(), sides.concurrency(), sides.waterfalls());
        assertThat(judged(OVERHEAD, doubted)).isEmpty();
        assertThat(judged(CALLS, doubted)).isEmpty();
    }
}
