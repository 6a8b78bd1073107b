package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Estimate;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Tenants;
import io.orchestress.testkit.StartedRun;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoisyNeighbourTest {
    private static final NoisyNeighbour RULE = new NoisyNeighbour(1.5, 10, 0.95);

    private static List<Diagnosis> judged(Estimate ratio, double withMillis, Estimate served) {
        TenantIsolation isolation = new TenantIsolation(
                "quiet",
                "noisy",
                new TenantIsolation.Side(List.of("together"), 240, 10, 4_800, 4_700, withMillis),
                new TenantIsolation.Side(List.of("alone"), 240, 20, 4_800, 4_800, 100.0),
                true,
                true,
                ratio,
                served,
                "");
        return RULE.judge(
                IssueContext.nothing(StartedRun.of("r").withTenants(new Tenants(List.of(), List.of(isolation)))));
    }

    /** The whole interval must lie beyond the limit, and the difference must be felt. */
    @ParameterizedTest
    @CsvSource({
        "1.4, 1.3, 1.45, 140,  none",
        "1.8, 1.4, 2.2,  180,  none",
        "1.8, 1.51, 2.2, 180,  MEDIUM",
        "1.8, 1.51, 2.2, 109,  none",
        "4,   2.9, 5,    400,  MEDIUM",
        "4,   3,   5,    400,  HIGH",
    })
    void slower(double value, double low, double high, double withMillis, String expected) {
        List<Diagnosis> found = judged(new Estimate(value, low, high), withMillis, new Estimate(1, 0.99, 1));
        assertThat(found.stream()
                        .map(diagnosis -> diagnosis.severity().name())
                        .findFirst()
                        .orElse("none"))
                .isEqualTo(expected);
        assertThat(found).allSatisfy(diagnosis -> {
            assertThat(diagnosis.condition()).isEqualTo(NoisyNeighbour.SLOWER);
            assertThat(diagnosis.evidence().phases()).containsExactly("together");
            assertThat(diagnosis.description()).contains("'quiet'", "'noisy'", "100 ms", "limit 1.5", "95 % interval");
        });
    }

    @ParameterizedTest
    @CsvSource({"0.9, 0.8, 0.96, none", "0.9, 0.85, 0.949, HIGH", "0.0002, 0.0001, 0.0005, HIGH"})
    void starved(double value, double low, double high, String expected) {
        List<Diagnosis> found = judged(new Estimate(1, 0.9, 1.1), 100, new Estimate(value, low, high));
        assertThat(found.stream()
                        .map(diagnosis -> diagnosis.severity().name())
                        .findFirst()
                        .orElse("none"))
                .isEqualTo(expected);
        assertThat(found)
                .allSatisfy(diagnosis -> assertThat(diagnosis.condition()).isEqualTo(NoisyNeighbour.STARVED));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatIsNotKnownIsNoIssue(boolean tenants) {
        assertThat(tenants ? judged(null, 900, null) : RULE.judge(IssueContext.nothing(StartedRun.of("r"))))
                .isEmpty();
    }
}
