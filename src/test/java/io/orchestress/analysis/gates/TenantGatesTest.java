package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.Estimate;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Tenants;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.GateRules;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.StartedRun;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantGatesTest {
    private static final PriceList PRICES =
            new PriceList("EUR", Map.of("swift", new PriceList.Price(1, 2)), List.of("swift"), "swift");

    @TempDir
    private Path folder;

    private static TenantIsolation isolation(String tenant, double value, double low, double high, String doubt) {
        TenantIsolation.Side side = new TenantIsolation.Side(List.of("p"), 60, 10, 1_000, 1_000, 100.0);
        return new TenantIsolation(
                tenant,
                "noisy",
                side,
                side,
                false,
                false,
                Double.isNaN(value) ? null : new Estimate(value, low, high),
                Double.isNaN(value) ? null : new Estimate(0.9, 0.85, 0.93),
                doubt);
    }

    private static Gate judged(String rule, TenantIsolation... isolations) {
        RunRecord run = StartedRun.of("r").withTenants(new Tenants(List.of(), List.of(isolations)));
        return Gates.judge(run, GateRules.of("rule", rule)).gates().get(0);
    }

    /** The whole interval decides. */
    @ParameterizedTest
    @CsvSource({
        "1.1, 1.0, 1.2, isolation <= 1.5, PASS",
        "1.1, 1.0, 1.49, isolation <= 1.5, PASS",
        "1.3, 1.0, 1.6, isolation <= 1.5, INCONCLUSIVE",
        "1.6, 1.4, 1.8, isolation <= 1.5, INCONCLUSIVE",
        "1.6, 1.51, 1.8, isolation <= 1.5, FAIL",
        "1.5, 1.5, 1.5, isolation <= 1.5, PASS",
        "1.0, 1.0, 1.0, isolation <= 1.5, PASS",
        "3, 2, 5, 'isolation <= 1.5, fail above 4', INCONCLUSIVE",
        "3, 2, 3.9, 'isolation <= 1.5, fail above 4', WARN",
        "6, 5, 7, 'isolation <= 1.5, fail above 4', FAIL",
        "1.1, 1.0, 1.2, isolation.served >= 80 %, PASS",
        "1.1, 1.0, 1.2, isolation.served >= 86 %, INCONCLUSIVE",
        "1.1, 1.0, 1.2, isolation.served >= 95 %, FAIL",
    })
    void anIntervalAgainstALimit(double value, double low, double high, String rule, Outcome expected) {
        Gate gate = judged(rule, isolation("quiet", value, low, high, ""));
        assertThat(gate.outcome()).as(gate.note()).isEqualTo(expected);
        assertThat(Objects.requireNonNull(gate.rule()).where()).isEqualTo("'quiet beside noisy'");
        if (expected == Outcome.INCONCLUSIVE) {
            assertThat(gate.note()).contains("95 % interval");
            assertThat(gate.next()).isNotEmpty();
        }
    }

    @Test
    void theWorstOfSeveralDecides() {
        TenantIsolation good = isolation("a", 1, 0.9, 1.1, "");
        TenantIsolation bad = isolation("b", 3, 2.5, 3.5, "");
        TenantIsolation wide = isolation("c", 1, 0.5, 4, "");
        TenantIsolation unknown = isolation("d", Double.NaN, 0, 0, "too short");
        assertThat(judged("isolation <= 1.5", good, wide, bad, unknown).outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(judged("isolation <= 1.5", good, unknown).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(judged("isolation <= 1.5", good, unknown).note()).contains("too short");
        assertThat(judged("isolation <= 1.5", good, wide).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(judged("isolation of tenant a <= 1.5", good, bad, unknown).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(judged("isolation of 'a*' <= 1.5", good, bad, unknown).outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** Who is refused has fast answers: they break a limit, and keep none. */
    @Test
    void timesOfWhatWasLeftKeepNoLimit() {
        Gate kept = judged("isolation <= 1.5", isolation("quiet", 1, 0.9, 1.1, "it is served less"));
        assertThat(kept.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(kept.note()).contains("it is served less");
        assertThat(judged("isolation <= 1.5", isolation("quiet", 2, 1.9, 2.1, "it is served less"))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    private static SyntheticRecord run() {
        return new SyntheticRecord(1)
                .phase("alone", "steady", 10, 10)
                .tenants(Map.of("quiet", 10.0))
                .samples("quiet: a", "ok", 20, LatencyLaw.constant(100_000))
                .samples("quiet: b", "ok", 20, LatencyLaw.constant(200_000))
                .metric("quiet: a", "ttft", 20, LatencyLaw.constant(10_000))
                .count("quiet: a", "tasks-ok", "", 4)
                .count("quiet: a", "model-calls", "swift", 4)
                .count("quiet: a", "tokens-in", "swift", 100)
                .count("quiet: a", "tokens-out", "swift", 50)
                .phase("together", "steady", 10, 100)
                .tenants(Map.of("quiet", 10.0, "noisy", 90.0))
                .samples("quiet: a", "ok", 18, LatencyLaw.constant(150_000))
                .samples("quiet: b", "http-429", 2, LatencyLaw.constant(1_000))
                .samples("noisy: a", "ok", 200, LatencyLaw.constant(900_000))
                .samples("noisy: a", "http-500", 50, LatencyLaw.constant(900_000))
                .metric("quiet: a", "ttft", 20, LatencyLaw.constant(20_000))
                .metric("noisy: a", "ttft", 20, LatencyLaw.constant(500_000))
                .count("noisy: a", "model-calls", "swift", 40)
                .count("noisy: a", "tokens-in", "swift", 1_000)
                .count("noisy: a", "tokens-out", "swift", 500)
                .count("noisy: a", "tasks-ok", "", 40);
    }

    /** Figures worked by hand. Quiet: 600 requests, 20 of them failed, 40 tasks, 1,000 tokens in and 500 out; noisy: 2,500 and 500, 400 tasks, 10,000 and 5,000. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            p95 of tenant quiet <= 1 s               | 200   | PASS | tenant 'quiet', phase 'alone'
            p95 of tenant noisy <= 500 ms            | 900   | FAIL | tenant 'noisy', phase 'together'
            p97.5 of tenant quiet in together <= 1 s | 150   | PASS | tenant 'quiet', phase 'together'
            p95 of tenant * <= 500 ms                | 900   | FAIL | tenant 'noisy', phase 'together'
            requests of tenant quiet <= 1000         | 600   | PASS | tenant 'quiet', run without warm-up
            requests of tenant noisy <= 1000         | 2500  | FAIL | tenant 'noisy', run without warm-up
            error-rate of tenant quiet <= 1 %        | 3.33  | FAIL | tenant 'quiet', run without warm-up
            error-rate of tenant quiet in alone <= 1 % | 0   | PASS | tenant 'quiet', phase 'alone'
            failures.http-429 of tenant quiet <= 1 % | 3.33  | FAIL | tenant 'quiet', run without warm-up
            failures.http-500 of tenant quiet <= 1 % | 0     | PASS | tenant 'quiet', run without warm-up
            throughput of tenant quiet in alone >= 30/s | 40 | PASS | tenant 'quiet', phase 'alone'
            ttft.p95 of tenant quiet <= 100 ms       | 20    | PASS | tenant 'quiet', phase 'together'
            ttft.p95 of tenant noisy <= 100 ms       | 500   | FAIL | tenant 'noisy', phase 'together'
            tasks of tenant quiet <= 100             | 40    | PASS | tenant 'quiet', run without warm-up
            tokens.in of tenant quiet <= 2000        | 1000  | PASS | tenant 'quiet', run without warm-up
            tokens.in of tenant noisy <= 2000        | 10000 | FAIL | tenant 'noisy', run without warm-up
            cost.total of tenant quiet <= 1 EUR      | 0.002 | PASS | tenant 'quiet', run without warm-up
            cost.total of tenant noisy <= 0.01 EUR   | 0.02  | FAIL | tenant 'noisy', run without warm-up
            """)
    void allOfATenantTogether(String rule, double actual, Outcome expected, String where) {
        Gate gate = gate(rule);
        assertThat(gate.outcome()).as(gate.note()).isEqualTo(expected);
        assertThat(gate.actual()).isEqualTo(actual, within(actual * 0.002));
        assertThat(Objects.requireNonNull(gate.rule()).where()).isEqualTo(where);
    }

    @Test
    void whoSentNothingThere() {
        Gate gate = gate("p95 of tenant noisy in alone <= 1 s");
        assertThat(gate.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(gate.note()).isEqualTo("tenant 'noisy' sent nothing there");
    }

    private Gate gate(String rule) {
        RunRecord record = Analysis.of(
                        RecordReader.open(run().writeTo(folder), Writer.GONE),
                        Reference.analysis(GateRules.of("rule", rule), PRICES, Catalogues.SHIPPED))
                .record();
        return Objects.requireNonNull(record.verdict()).gates().get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            target.rss.max of tenant quiet <= 1 MB  | 16 | target.rss.max is of the whole target, not of a tenant
            recovery of tenant quiet <= 1 s         | 10 | recovery is of the whole target, not of a tenant
            own-time.p95 of tenant quiet <= 1 s     | 14 | own-time.p95 is of the whole target, not of a tenant
            tokens.in of 'run task' <= 1            | 11 | tokens.in is of the whole target, not of a request; valid: of tenant NAME, in, <=
            p95 of tenant quiet noisy <= 1 s        | 21 | expected <=, <, >= or >, not noisy
            isolation in together <= 1              | 11 | isolation is of the whole run, not of a phase
            isolation >= 1                          | 11 | isolation is better when it is lower
            """)
    void whatHasNoTenant(String rule, int character, String problem) {
        assertThatThrownBy(() -> GateRule.parse("mine", rule, 0))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith("at character " + character + ": " + problem);
    }

    /** A request may be called tenant, and a tenant in. */
    @ParameterizedTest
    @CsvSource({
        "p95 of tenant <= 1 s,             tenant, -, -",
        "p95 of tenant in steady <= 1 s,   tenant, -, steady",
        "p95 of 'tenant' <= 1 s,           tenant, -, -",
        "p95 of tenant 'in' in x <= 1 s,   -,      in, x",
        "p95 of tenant q* <= 1 s,          -,      q*, -",
    })
    void theWordTenant(String rule, String name, String tenant, String phase) {
        GateRule parsed = GateRule.parse("mine", rule, 0).orElseThrow();
        assertThat(parsed.names().map(NamePattern::text).orElse("-")).isEqualTo(name);
        assertThat(parsed.tenants().map(NamePattern::text).orElse("-")).isEqualTo(tenant);
        assertThat(parsed.phases().map(NamePattern::text).orElse("-")).isEqualTo(phase);
    }
}
