package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.broken.BrokenParts;
import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.plugin.PluginException;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuesTest {
    private static final LatencyLaw FAST = LatencyLaw.constant(2_000);

    @TempDir
    private Path folder;

    private List<Issue> issues(SyntheticRecord record) {
        AnalysisSettings settings = Reference.analysis(Reference.GATES, PriceList.NONE, Catalogues.SHIPPED);
        return Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), settings)
                .record()
                .issues();
    }

    private static SyntheticRecord steady(int seconds, double load) {
        return new SyntheticRecord(1).phase("steady", "steady", seconds, load);
    }

    @Test
    void aRuleOfAnotherJarThatFailsIsNamed() {
        AnalysisSettings all = Reference.ANALYSIS;
        IssueRule.Provider broken = new BrokenParts.Rules();
        AnalysisSettings settings = new AnalysisSettings(
                all.apdexTargetMillis(),
                List.of(new OtherRule(broken, Reference.read(broken::read))),
                all.gates(),
                all.prices(),
                all.catalogue(),
                all.capacity(),
                all.recovery(),
                all.drift(),
                all.injector());
        RecordReader run =
                RecordReader.open(steady(5, 10).samples("a", "ok", 100, FAST).writeTo(folder), Writer.GONE);

        assertThatThrownBy(() -> Analysis.of(run, settings))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("BrokenParts$Rules (")
                .hasMessageContaining("): its rule failed: java.lang.IllegalStateException: no licence.");
    }

    @Test
    void aGoodRunHasNone() {
        assertThat(issues(steady(5, 10).samples("a", "ok", 100, FAST))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // ok and failed a second over 4 seconds, and what that is
                "99,  1, none, none", // exactly 1 %
                "98,  2, ELEVATED_ERROR_RATE, HIGH",
                "95,  5, ELEVATED_ERROR_RATE, HIGH", // exactly 5 %
                "94,  6, HIGH_ERROR_RATE, HIGH",
                "90, 10, HIGH_ERROR_RATE, HIGH", // exactly 10 %
                "89, 11, HIGH_ERROR_RATE, CRITICAL",
                "0,   4, none, none", // all failed, but 16 samples are too few
                "0,   5, HIGH_ERROR_RATE, CRITICAL",
            })
    void errorRate(int ok, int failed, String type, Severity severity) {
        List<Issue> issues = issues(steady(4, 10).samples("a", "ok", ok, FAST).samples("a", "http-500", failed, FAST));
        if (type == null) {
            assertThat(issues).isEmpty();
        } else {
            assertThat(issues).singleElement().satisfies(issue -> {
                assertThat(issue.type()).isEqualTo(type);
                assertThat(issue.severity()).isEqualTo(severity);
            });
        }
    }

    @Test
    void oneCauseIsOneIssueThatNamesAllItTouches() {
        List<Issue> issues = issues(new SyntheticRecord(1)
                .warmUp("warm", 3)
                .samples("cold", "http-500", 50, FAST)
                .phase("steady", "steady", 10, 10)
                .samples("a", "ok", 97, FAST)
                .samples("a", "timeout", 3, FAST)
                .samples("b", "ok", 10, FAST)
                .phase("spike", "spike", 5, 20)
                .samples("a", "ok", 92, FAST)
                .samples("a", "timeout", 8, FAST)
                .samples("c", "ok", 93, FAST)
                .samples("c", "http-503", 7, FAST));
        // 'a' is elevated in steady, but named by HIGH_ERROR_RATE already.
        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.type()).isEqualTo("HIGH_ERROR_RATE");
            assertThat(issue.evidence())
                    .isEqualTo(new Evidence(List.of("spike"), List.of("a", "c"), 13, 18, "error-rate", 8, 5.0, "%"));
            assertThat(issue.description()).contains("8.00 %", "40 of 500 requests", "'a' in phase 'spike'");
            assertThat(issue.recommendations().get(0).text()).contains("timed-out requests wait for");
            assertThat(issue.recommendations().get(1).text()).contains("'timeout' (40), 'http-503' (35)");
        });
    }

    @Test
    void manyRareRequestsCannotHideACause() {
        SyntheticRecord record = steady(1, 10);
        for (int request = 0; request < 10; request++) {
            record.samples("rare " + request, "http-500", 9, FAST);
        }
        assertThat(issues(record)).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(issue.evidence().requests()).isEmpty();
            assertThat(issue.description()).contains("all requests together in phase 'steady'");
        });
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // latency of all but the fast half, and the issues
                "900,    none, none",
                "4990,   SLOW_MEAN, HIGH",
                "5100,   HIGH_RESPONSE_TIME, HIGH",
                "9990,   HIGH_RESPONSE_TIME, HIGH",
                "10100,  HIGH_RESPONSE_TIME, CRITICAL",
            })
    void responseTime(int millis, String type, Severity severity) {
        List<Issue> issues = issues(new SyntheticRecord(1)
                .phase("ramp", "ramp-up", 10, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(500_000))
                .samples("a", "ok", 10, LatencyLaw.constant(millis * 1_000L)));
        if (type == null) {
            assertThat(issues).isEmpty();
        } else {
            assertThat(issues.get(0).type()).isEqualTo(type);
            assertThat(issues.get(0).severity()).isEqualTo(severity);
        }
    }

    @Test
    void responseTimeCountsFromTheIntendedStartWhereKnown() {
        List<Issue> issues = issues(steady(10, 10)
                .samples("a", "ok", 50, LatencyLaw.constant(700_000))
                .samples("a", "corrected", 50, LatencyLaw.constant(7_000_000)));
        assertThat(issues).extracting(Issue::type).containsExactly("HIGH_RESPONSE_TIME");
        assertThat(issues.get(0).symptoms()).extracting(Issue::type).containsExactly("COORDINATED_OMISSION");
        assertThat(issues.get(0).description()).contains("from the intended start");
    }

    @ParameterizedTest
    @CsvSource({
        // plain and corrected p99 in ms
        "60, 159, false", // not 100 ms apart
        "60, 161, true",
        "400, 790, false", // not twice
        "400, 810, true",
    })
    void coordinatedOmission(long plain, long corrected, boolean expected) {
        List<Issue> issues = issues(steady(10, 10)
                .samples("a", "ok", 50, LatencyLaw.constant(plain * 1000))
                .samples("a", "corrected", 50, LatencyLaw.constant(corrected * 1000)));
        assertThat(issues.stream().anyMatch(issue -> issue.type().equals("COORDINATED_OMISSION")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // model, pace, load, answers a second, speaks
        "open,   0,    1200, 800,  true",
        "open,   0,     900, 800,  false", // offered less than the limit
        "open,   0,    1200, 1000, false", // at the limit
        "closed, 100,   120, 800,  true", // 120 users ÷ 0.1 s
        "closed, 100,    90, 800,  false",
        "closed, 0,    5000, 800,  false", // nobody knows what was offered
    })
    void lowThroughput(String model, long paceMillis, double load, int perSecond, boolean speaks) {
        SyntheticRecord record =
                steady(6, load).samples("a", "ok", perSecond, FAST).paceMillis(paceMillis);
        List<Issue> issues = issues(model.equals("open") ? record.open() : record);
        assertThat(issues.stream().anyMatch(issue -> issue.type().equals("LOW_THROUGHPUT")))
                .isEqualTo(speaks);
        if (speaks) {
            assertThat(issues.get(0).evidence())
                    .isEqualTo(new Evidence(List.of("steady"), List.of(), 0, 6, "throughput", 800, 1000.0, "1/s"));
            assertThat(issues.get(0).description()).contains("offered 1,200/s");
        }
    }

    @Test
    void requestsThatDifferAreNotUnstable() {
        assertThat(issues(steady(5, 10)
                        .samples("a", "ok", 10, LatencyLaw.constant(1_000))
                        .samples("b", "ok", 10, LatencyLaw.constant(900_000))))
                .isEmpty();
    }

    /** A recovery phase of 60 s in which answers take 900 ms for so long, 100 ms before and after. */
    @ParameterizedTest
    @CsvSource({"0, none", "30, none", "31, MEDIUM", "60, HIGH"})
    void slowRecovery(int lateSeconds, String severity) {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("steady", "steady", 20, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(100_000))
                .phase("spike", "spike", 5, 100)
                .samples("a", "ok", 10, LatencyLaw.constant(900_000))
                .phase("recovery", "recovery", 60, 10);
        for (int second = 0; second < 60; second++) {
            long[] micros = new long[10];
            Arrays.fill(micros, second < lateSeconds ? 900_000 : 100_000);
            record.ended(25 + second, "recovery", "a", "ok", micros);
        }
        List<Issue> slow = issues(record).stream()
                .filter(issue -> issue.type().equals("SLOW_RECOVERY"))
                .toList();
        if (severity.equals("none")) {
            assertThat(slow).isEmpty();
            return;
        }
        assertThat(slow).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo(Severity.valueOf(severity));
            assertThat(issue.evidence())
                    .isEqualTo(new Evidence(
                            List.of("recovery"), List.of(), 25, 25 + lateSeconds, "recovery", lateSeconds, 30.0, "s"));
            assertThat(issue.description())
                    .startsWith(
                            lateSeconds == 60
                                    ? "No recovery from the spike (100 users) within the 1 min observed; p95 did not return"
                                    : "Recovery from the spike (100 users) took 31 s, limit 30 s; p95 was the last to return")
                    .contains("(phase 'steady': 100 ms, worst 900 ms)");
            assertThat(issue.impact()).contains("degraded p95 after spike (100 users): 900 ms, normal ≤ 120 ms");
        });
    }

    @Test
    void breakerCrashUnfinishedAndOverRange() {
        List<Issue> issues = issues(steady(10, 10)
                .samples("a", "ok", 99, FAST)
                .samples("a", "unfinished", 1, FAST)
                .status(RunStatus.RUNNING)
                .stoppedAt(7)
                .overRange(2)
                .breaker(new BreakerResult(true, "stall", "0 answers in 30 s", null, 6.5)));
        assertThat(issues).extracting(Issue::type).containsExactly("BREAKER_TRIPPED", "RUN_CRASHED", "OVER_RANGE");
        assertThat(issues).extracting(Issue::severity).containsExactly(Severity.CRITICAL, Severity.HIGH, Severity.HIGH);
        assertThat(issues.get(0).symptoms()).extracting(Issue::type).containsExactly("UNFINISHED_REQUESTS");
        assertThat(issues.get(0).description()).contains("rule 'stall': 0 answers in 30 s");
        assertThat(issues.get(0).evidence())
                .isEqualTo(new Evidence(List.of("steady"), List.of(), 0, 6.5, "stopped-at", 6.5, null, "s"));
        assertThat(issues.get(2).evidence().actual()).isEqualTo(2);
        assertThat(issues.get(0).symptoms().get(0).evidence())
                .isEqualTo(new Evidence(List.of("steady"), List.of("a"), 0, 7, "unfinished", 7, 0.0, "requests"));
    }

    @Test
    void warmUpIsNeverJudged() {
        assertThat(issues(new SyntheticRecord(1)
                        .warmUp("warm", 5)
                        .samples("a", "timeout", 100, LatencyLaw.uniform(1, 60_000_000))
                        .samples("a", "unfinished", 100, FAST)))
                .isEmpty();
    }
}
