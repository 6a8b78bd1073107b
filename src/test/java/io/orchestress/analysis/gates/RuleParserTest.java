package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.workload.kind.PhaseKind;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {

    private static GateRule parse(String text) {
        return GateRule.parse("rule", text, 0).orElseThrow();
    }

    @Test
    void everyPartOfARule() {
        GateRule rule = parse("ttft.p99.9 of 'chat ''s*' in step-100 <= 0.8 s, fail above 1.2s, if measured");
        assertThat(rule.metric()).isEqualTo("ttft.p99.9");
        assertThat(rule.names()).contains(new NamePattern("chat 's*"));
        assertThat(rule.phases()).contains(new NamePattern("step-100"));
        assertThat(rule.relation()).isEqualTo(Relation.AT_MOST);
        assertThat(rule.limit()).isEqualTo(800);
        assertThat(rule.failLimit()).isEqualTo(OptionalDouble.of(1200));
        assertThat(rule.level()).isEqualTo(Outcome.WARN);
        assertThat(rule.unit()).isEqualTo("ms");
        assertThat(rule.ifMeasured()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p95 <= 2 s                      | p95           | 2000    | ms   | FAIL
            p95<=2s                         | p95           | 2000    | ms   | FAIL
            p95 < 1.5 min warn              | p95           | 90000   | ms   | WARN
            p97.25 <= 250 us                | p97.25        | 0.25    | ms   | FAIL
            p90.0 <= 1 h                    | p90           | 3600000 | ms   | FAIL
            mean <= 1 ms                    | mean          | 1       | ms   | FAIL
            error-rate <= 0.1 %             | error-rate    | 0.1     | %    | FAIL
            error-rate <= 0.1%, if measured | error-rate    | 0.1     | %    | FAIL
            success-rate > 95 % warn        | success-rate  | 95      | %    | WARN
            failures.http-503 <= 0 %        | failures.http-503 | 0   | %    | FAIL
            throughput >= 1000/s            | throughput    | 1000    | 1/s  | FAIL
            throughput >= 100 /s            | throughput    | 100     | 1/s  | FAIL
            apdex >= 0.9                    | apdex         | 0.9     | ''   | FAIL
            requests >= 1000 warn           | requests       | 1000    | ''   | WARN
            model-share >= 60 %             | model-share   | 60      | %    | FAIL
            model-share <= 80 %             | model-share   | 80      | %    | FAIL
            cost.per-task <= 0.05 USD       | cost.per-task | 0.05    | USD  | FAIL
            failures.dns <= 0 %             | failures.dns  | 0       | %    | FAIL
            failures.rpc-32601 <= 0 %       | failures.rpc-32601 | 0  | %    | FAIL
            failures.rpc-other <= 0 %       | failures.rpc-other | 0  | %    | FAIL
            target.rss.max <= 500 MB        | target.rss.max | 500    | MB   | FAIL
            target.rss.max <= 1 GiB         | target.rss.max | 1073.741824 | MB | FAIL
            target.cpu.mean <= 80 %         | target.cpu.mean | 80    | %    | FAIL
            startup <= 5 s                  | startup       | 5000    | ms   | FAIL
            """)
    void amounts(String text, String metric, double limit, String unit, Outcome level) {
        GateRule rule = parse(text);
        assertThat(rule.metric()).isEqualTo(metric);
        assertThat(rule.limit()).isEqualTo(limit);
        assertThat(rule.unit()).isEqualTo(unit);
        assertThat(rule.level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                              |  1 | expected a metric such as p95, error-rate or ttft.p99, not the end
            eror-rate <= 1 %                |  1 | there is no metric 'eror-rate'; nearest: error-rate,
            ttft.p9x <= 1 s                 |  1 | there is no metric 'ttft.p9x'; nearest: ttft.p
            p100 <= 1 s                     |  1 | there is no metric 'p100'; nearest: p
            p0 <= 1 s                       |  1 | there is no metric 'p0'
            failures.http-5xx <= 1 %        |  1 | there is no metric 'failures.http-5xx'; nearest: failures.http-500
            failures.timeuot <= 1 %         |  1 | nearest: failures.timeout
            failures.exit-999 <= 0 %        |  1 | there is no metric 'failures.exit-999'
            failures.rpc-5 <= 0 %           |  1 | there is no metric 'failures.rpc-5'
            failures.injector <= 0 %        |  1 | there is no metric 'failures.injector'
            failures.ok <= 0 %              |  1 | there is no metric 'failures.ok'
            target.rss <= 1 GB              |  1 | there is no metric 'target.rss'; nearest: target.rss.m
            p95                             |  4 | expected <=, <, >= or >, not the end
            p95 = 2 s                       |  5 | expected <=, <, >= or >, not =
            p95 >= 2 s                      |  5 | p95 is better when it is lower; valid: <= or <
            success-rate <= 95 %            | 14 | success-rate is better when it is higher; valid: >= or >
            p95 <= 2000                     |  8 | p95 needs its unit; valid: ns, us, ms, s, min, h, d, for example 800 ms
            p95 <= 2 MB                     |  8 | p95 'MB' is not a valid unit; valid: ns, us, ms, s, min, h, d
            error-rate <= 0.01              | 15 | error-rate needs its unit; valid: %, for example 1 %
            error-rate <= 101 %             | 15 | is above 100 %, the maximum
            apdex >= 90 %                   | 10 | apdex has no unit; valid: a bare number such as 0.9
            apdex >= 90                     | 10 | is above 1, the maximum
            cost.total <= 5                 | 15 | needs its currency, for example 0.05 USD
            cost.total <= 5 USD, fail above 6 EUR | 33 | is in USD and in EUR; valid: one currency
            p95 <= fast                     |  8 | expected an amount such as 800 ms, not fast
            p95 <= -1 s                     |  8 | expected an amount such as 800 ms, not -1
            p95 <= min-throughput           |  8 | expected an amount such as 800 ms, not min-throughput
            p95 <= 2 s fail above 3 s       | 12 | expected 'warn', ',' or the end, not fail
            p95 <= 2 s, fail above 1 s      | 24 | must be above the one that warns: the two are in the wrong order
            p95 <= 2 s, fail above 2 s      | 24 | the two are in the wrong order
            success-rate > 95 %, fail below 96 % | 33 | must be below the one that warns
            p95 <= 2 s, fail below 3 s      | 18 | expected 'above', not below
            p95 <= 2 s warn, fail above 3 s | 18 | 'warn' and 'fail' are both given
            p95 <= 2 s, if                  | 15 | expected 'measured', not the end
            p95 <= 2 s, if measured, if measured | 26 | each at most once
            p95 <= 2 s,                     | 12 | expected 'fail above …' or 'if measured'
            p95 of <= 2 s                   |  8 | expected the name of a request, in ' ' where it has spaces, not <=
            goodput of 'x' in >= 2/s        | 19 | expected the name of a phase
            startup in steady <= 2 s        |  9 | startup is of the whole run, not of a phase
            cost.total of x <= 2 USD        | 12 | cost.total is of the whole target, not of a request
            p95 of 'a <= 2 s                |  8 | expected the name of a request
            p95 in steady of x <= 2 s       | 15 | expected <=, <, >= or >, not of
            """)
    void whatIsNoRule(String text, int position, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        RuleException.class, e -> assertThat(e.position()).isEqualTo(position))
                .hasMessageStartingWith("at character " + position + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void theThroughputOfTheProfile() {
        assertThat(GateRule.parse("t", "throughput >= min-throughput", 0)).isEmpty();
        assertThat(GateRule.parse("t", "throughput >= min-throughput, fail below 500/s", 1000))
                .hasValueSatisfying(rule -> assertThat(rule.limit()).isEqualTo(1000));
        assertThatThrownBy(() -> GateRule.parse("t", "throughput >= min-throughput, fail below 2000/s", 1000))
                .hasMessageContaining("in the wrong order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"min", "mean", "p50", "p75", "p90", "p95", "p99", "p99.9", "max"})
    void runJsonHasTheUsualPercentiles(String stat) {
        assertThat(parse(stat + " <= 1 s").needsHistograms()).isFalse();
        assertThat(parse("task." + stat + " <= 1 s").needsHistograms()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"p97", "p99.99", "p5", "ttft.p80"})
    void otherPercentilesAreInTheHistograms(String metric) {
        assertThat(parse(metric + " <= 1 s").needsHistograms()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"p50,2", "p95,20", "p99,100", "p99.9,1000", "p99.99,10000", "p75,4", "max,1"})
    void samplesForATail(String stat, long samples) {
        assertThat(Stat.of(stat).orElseThrow().samplesForTail()).isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource({
        "chat*, chat, true",
        "chat*, chat x, true",
        "chat*, a chat, false",
        "*, anything, true",
        "*task, run task, true",
        "a.c, abc, false",
        "a*c*e, abcde, true"
    })
    void patterns(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void aPhaseThatThePlanLacks() {
        List<PlannedPhase> plan = List.of(
                new PlannedPhase("warm-up", PhaseKind.STEADY, true, 0, 5, 1, 1),
                new PlannedPhase("steady", PhaseKind.STEADY, false, 5, 10, 1, 1),
                new PlannedPhase("step 2", PhaseKind.STEP, false, 10, 15, 1, 1));
        assertThat(parse("p95 <= 1 s").problemWith(plan)).isEmpty();
        assertThat(parse("p95 in steady <= 1 s").problemWith(plan)).isEmpty();
        assertThat(parse("p95 in 'step*' <= 1 s").problemWith(plan)).isEmpty();
        assertThat(parse("p95 in spike <= 1 s, if measured").problemWith(plan)).isEmpty();
        assertThat(parse("p95 in spike <= 1 s").problemWith(plan))
                .contains("there is no phase 'spike'; valid: steady, step 2, or add ', if measured'");
        assertThat(parse("p95 in warm-up <= 1 s").problemWith(plan))
                .hasValueSatisfying(problem -> assertThat(problem).contains("is warm-up", "valid: steady, step 2"));
    }
}
