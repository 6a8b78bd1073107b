package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.testkit.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule reads its limits itself; what cannot be one is a problem with its key. */
class IssueLimitsTest {

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
            issues.min-samples              | 0     | must be from 1 to 1000000
            issues.error-rate               | 0.001 | must lie between elevated-error-rate and error-rate-critical
            issues.error-rate-critical      | 0.02  | must lie between elevated-error-rate and error-rate-critical
            issues.elevated-error-rate      | 0.06  | must lie between elevated-error-rate and error-rate-critical
            issues.p95                      | 20 s  | must not be above p95-critical
            issues.p95-critical             | 1 s   | must not be above p95-critical
            issues.mean                     | 0 s   | must be at least 1 ms
            issues.throughput-per-sec       | -1    | must be from 0 to
            issues.variation                | NaN   | expected a number from 0 to 100
            issues.latency-drift            | 0     | must be from 0.01 to 100
            issues.scaling-drop             | 2     | must be from 0.01 to 1
            issues.stalled-streams          | 1.1   | must be from 0 to 1
            issues.cost-critical-factor     | 0.9   | must be from 1 to 1000
            issues.routing-accuracy         | x     | expected a number from 0 to 1
            issues.good-share               | 90    | must be from 0 to 1
            issues.cpu                      | 0.99  | must not be above cpu-critical
            issues.host-memory              | NaN   | expected a number from 0 to 1
            issues.queue-wait               | -0.1  | must be from 0 to 1
            issues.database-time            | 0 s   | must be at least 1 ms
            issues.network-time             | 0 s   | must be at least 1 ms
            issues.own-time                 | 0 s   | must be at least 1 ms
            issues.own-share                | 2     | must be from 0 to 1
            issues.amplification            | 0.5   | must be from 1 to 1000
            prices.budget-per-task          | -1    | must be from 0 to
            prices.cheap-share-from         | 0.9   | must not be above cheap-share-to
            recovery.max-time               | soon  | expected
            slo.ttft                        | 0 s   | must be at least 1 ms
            slo.tpot                        | 0 s   | must be at least 1 ms
            """)
    void whatIsNoLimit(String key, String value, String message) {
        assertThat(problems(key, value)).singleElement().satisfies(problem -> {
            assertThat(problem.key()).startsWith("orchestress." + key.substring(0, key.indexOf('.')));
            assertThat(problem.message()).contains(message);
        });
    }

    /** One key is read by several rules, and is told once. */
    @Test
    void allProblemsAtOnce() {
        assertThat(problems("issues.min-samples", "none", "issues.p95", "x", "issues.cpu", "2"))
                .extracting(ConfigProblem::key)
                .containsExactlyInAnyOrder(
                        "orchestress.issues.min-samples", "orchestress.issues.p95", "orchestress.issues.cpu");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            issues.p95                | 2 s   | HighResponseTime[highP95Millis=2000.0, criticalP95Millis=10000.0, minSamples=20]
            issues.elevated-error-rate| 0.02  | ErrorRate[elevatedErrorRatio=0.02, highErrorRatio=0.05, criticalErrorRatio=0.1, minSamples=20]
            recovery.max-time         | 90 s  | SlowRecovery[slowRecoverySeconds=90.0]
            slo.tpot                  | 50 ms | SlowStreams[ttftMillis=2000.0, tpotMillis=50.0, minSamples=20]
            prices.budget-per-task    | 0.5   | CostOverrun[costPerTask=0.5, costCriticalFactor=1.5, minSamples=20]
            """)
    void aRuleHasWhatIsConfigured(String key, String value, String rule) {
        assertThat(Reference.read(Issues::rules, key, value))
                .extracting(String::valueOf)
                .contains(rule);
    }

    private static List<ConfigProblem> problems(String... keysAndValues) {
        return catchThrowableOfType(InvalidConfigException.class, () -> Reference.read(Issues::rules, keysAndValues))
                .problems();
    }
}
