package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.analysis.cost.PriceList.Price;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentIssuesTest {
    private static final LatencyLaw FAST = LatencyLaw.constant(2_000);
    private static final PriceList PRICES =
            new PriceList("USD", Map.of("swift", new Price(1, 1), "sage", new Price(10, 10)), List.of("swift"), "sage");

    @TempDir
    private Path folder;

    private List<Issue> issues(SyntheticRecord record, double costPerTask) {
        return Analysis.of(
                        RecordReader.open(record.writeTo(folder), Writer.GONE),
                        Reference.analysis(
                                Reference.GATES,
                                PRICES,
                                Catalogues.SHIPPED,
                                "prices.budget-per-task",
                                String.valueOf(costPerTask)))
                .record()
                .issues();
    }

    private static SyntheticRecord steady() {
        return new SyntheticRecord(1).phase("steady", "steady", 1, 10).samples("a", "ok", 100, FAST);
    }

    private static Optional<Issue> only(List<Issue> issues, String type) {
        return issues.stream().filter(issue -> issue.type().equals(type)).findFirst();
    }

    @ParameterizedTest
    @CsvSource({"200, 2, false", "200, 3, true", "19, 19, false", "20, 1, true"})
    void streamStall(int streams, int stalled, boolean speaks) {
        List<Issue> issues =
                issues(steady().count("a", "streams", "", streams).count("a", "stalled-streams", "", stalled), 0);
        assertThat(only(issues, "STREAM_STALL").isPresent()).isEqualTo(speaks);
        if (streams == 200 && speaks) {
            assertThat(issues.get(0).evidence())
                    .isEqualTo(new Evidence(List.of("steady"), List.of(), 0, 1, "stalled-share", 1.5, 1.0, "%"));
            assertThat(issues.get(0).description()).contains("1.50 %", "3 of 200");
        }
    }

    /** 40 tasks, 1 USD a million tokens of either kind: a task costs tokens ÷ 20 000 000 USD. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "40, 200000, 0.0100, none", // exactly 0.01
                "40, 240000, 0.0100, HIGH", // 0.012
                "40, 300000, 0.0100, HIGH", // exactly 1.5 times it
                "40, 320000, 0.0100, CRITICAL", // 0.016
                "40, 320000, 0, none", // no budget
                "19, 999999, 0.0100, none", // too few tasks
            })
    void costOverrun(int tasks, int tokens, double budget, Severity severity) {
        List<Issue> issues = issues(
                steady().count("a", "tasks-ok", "", tasks)
                        .count("a", "tasks-good", "", tasks)
                        .count("a", "tokens-in", "swift", tokens)
                        .count("a", "tokens-out", "swift", tokens),
                budget);
        assertThat(only(issues, "COST_OVERRUN").map(Issue::severity)).isEqualTo(Optional.ofNullable(severity));
    }

    @Test
    void aCostThatIsKnownInPartIsALowerBound() {
        List<Issue> issues = issues(
                steady().count("a", "tasks-ok", "", 100)
                        .count("a", "tasks-good", "", 100)
                        .count("a", "tokens-in", "swift", 1_000_000)
                        .count("a", "tokens-out", "swift", 1_000_000)
                        .count("a", "tokens-out", "nobody", 1),
                0.01);
        assertThat(only(issues, "COST_OVERRUN").orElseThrow().description())
                .contains("at least 0.0200 USD", "2.00 USD for 100 tasks", "limit 0.01 USD");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "90, 10, none", // exactly 90 %
                "89, 11, MEDIUM", // 95 % interval up to 93.7 %
                "80, 20, HIGH", // up to 86.7 %
                "0, 19, none",
                "0, 20, HIGH",
            })
    void routingErrors(int right, int wrong, Severity severity) {
        SyntheticRecord record = steady().count("a", "routed-wrong", "coder>poet", wrong);
        List<Issue> issues = issues(right == 0 ? record : record.count("a", "routed-right", "coder", right), 0);
        Optional<Issue> issue = only(issues, "ROUTING_ERRORS");
        assertThat(issue.map(Issue::severity)).isEqualTo(Optional.ofNullable(severity));
        issue.ifPresent(i -> assertThat(i.description())
                .contains("'poet' instead of 'coder', " + wrong + " times", right + " of " + (right + wrong)));
    }

    @ParameterizedTest
    @CsvSource({
        "24, 21, false", // 53.3 %, 95 % interval 39.1 to 67.1 %
        "51, 49, false", // up to 60.6 %
        "50, 50, true", // up to 59.6 %
        "60, 40, false",
        "80, 20, false",
        "87, 13, false", // from 79.0 %
        "89, 11, true", // from 81.4 %
        "5, 5, false"
    })
    void modelShare(int cheap, int dear, boolean speaks) {
        List<Issue> issues =
                issues(steady().count("a", "model-calls", "swift", cheap).count("a", "model-calls", "sage", dear), 0);
        assertThat(only(issues, "MODEL_SHARE").map(Issue::severity))
                .isEqualTo(speaks ? Optional.of(Severity.LOW) : Optional.empty());
    }

    @Test
    void lowGoodput() {
        assertThat(issues(steady().count("a", "tasks-ok", "", 100).count("a", "tasks-good", "", 90), 0))
                .isEmpty();
        List<Issue> issues = issues(
                steady().count("a", "tasks-ok", "", 98)
                        .count("a", "tasks-failed", "", 2)
                        .count("a", "tasks-good", "", 89),
                0);
        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.type()).isEqualTo("LOW_GOODPUT");
            assertThat(issue.description()).contains("89 of 100; 9 exceeded orchestress.slo, 2 failed");
            assertThat(issue.impact()).contains("exceeded the SLO");
        });
    }

    @Test
    void errorsInsideSuccess() {
        List<Issue> issues = issues(
                new SyntheticRecord(1)
                        .phase("steady", "steady", 1, 10)
                        .samples("a", "ok", 993, FAST)
                        .samples("a", "tool-error", 1, FAST)
                        .samples("a", "rpc-32601", 2, FAST)
                        .samples("a", "http-500", 3, FAST)
                        .samples("a", "session-lost", 1, FAST),
                0);
        Issue issue = only(issues, "ERRORS_INSIDE_SUCCESS").orElseThrow();
        assertThat(issue.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(issue.description()).contains("3 of 1,000 requests");
        assertThat(issue.impact()).contains("misses 3 of 7 failures");
        assertThat(only(issues, "SESSIONS_LOST")).isPresent();
    }

    @Test
    void rateLimited() {
        List<Issue> issues = issues(
                steady().samples("a", "http-429", 13, FAST)
                        .samples("a", "rate-limited", 65, FAST)
                        .count("a", "retry-after", "", 78),
                0);
        assertThat(only(issues, "RATE_LIMITED").orElseThrow().description())
                .contains(
                        "78 requests",
                        "13 with status 429",
                        "65 inside an HTTP 2xx",
                        "78 responses carried Retry-After");
    }

    @ParameterizedTest
    @CsvSource({"499000, false", "502000, true"})
    void queueWaitHigh(long waitMicros, boolean speaks) {
        List<Issue> issues = issues(
                steady().metric("a", "queue-wait", 30, LatencyLaw.constant(waitMicros))
                        .metric("a", "task", 30, LatencyLaw.constant(1_000_000)),
                0);
        assertThat(only(issues, "QUEUE_WAIT_HIGH").isPresent()).isEqualTo(speaks);
    }

    @ParameterizedTest
    @CsvSource({"ttft, 1999, none", "ttft, 2005, HIGH_TTFT", "tpot, 99, none", "tpot, 101, SLOW_TOKENS"})
    void slowStreams(String metric, long millis, String type) {
        List<Issue> issues = issues(steady().metric("a", metric, 30, LatencyLaw.constant(millis * 1000)), 0);
        assertThat(issues).extracting(Issue::type).isEqualTo(type.equals("none") ? List.of() : List.of(type));
    }

    @Test
    void sessionsReopened() {
        assertThat(issues(steady().count("a", "sessions-reopened", "", 3), 0))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.type()).isEqualTo("SESSIONS_LOST");
                    assertThat(issue.evidence().actual()).isEqualTo(3);
                });
    }

    @Test
    void warmUpIsNeverJudgedAndSmallPhasesAddUp() {
        SyntheticRecord record = new SyntheticRecord(1)
                .warmUp("warm", 5)
                .count("a", "streams", "", 100)
                .count("a", "stalled-streams", "", 100)
                .phase("one", "steady", 1, 10)
                .count("a", "streams", "", 15)
                .count("a", "stalled-streams", "", 15)
                .phase("two", "steady", 1, 10);
        assertThat(issues(record, 0)).isEmpty();
        assertThat(issues(record.count("a", "streams", "", 15), 0))
                .extracting(issue -> issue.type() + " " + issue.evidence().phases() + " "
                        + issue.evidence().actual())
                .containsExactly("STREAM_STALL [] 50.0");
    }
}
