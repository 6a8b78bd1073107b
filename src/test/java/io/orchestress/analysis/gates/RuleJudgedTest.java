package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.Planning;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.Recovery;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.ResourceResults.ResourceResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.GateRules;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One rule against one record, figures worked by hand. */
class RuleJudgedTest {
    private static final PriceList PRICES = new PriceList(
            "EUR",
            Map.of("swift", new PriceList.Price(0.25, 1.25), "sage", new PriceList.Price(3, 15)),
            List.of("swift"),
            "sage");

    @TempDir
    private Path folder;

    private RunRecord analysed(SyntheticRecord record, GateLimits limits) {
        return Analysis.of(
                        RecordReader.open(record.writeTo(folder), Writer.GONE),
                        Reference.analysis(limits, PRICES, Catalogues.SHIPPED))
                .record();
    }

    private Verdict verdict(SyntheticRecord record, String rule) {
        return Objects.requireNonNull(
                analysed(record, GateRules.of("rule", rule)).verdict());
    }

    private Gate judge(SyntheticRecord record, String rule) {
        return verdict(record, rule).gates().get(0);
    }

    private static String where(Gate gate) {
        return Objects.requireNonNull(gate.rule()).where();
    }

    /** Warm-up, ramp, 10 s of steady load and 5 s of a spike, each request with a latency of its own in each. */
    private static SyntheticRecord run() {
        return new SyntheticRecord(1)
                .warmUp("warm", 2)
                .samples("chat a", "ok", 50, LatencyLaw.constant(9_000_000))
                .phase("ramp", "ramp-up", 5, 5)
                .samples("chat a", "ok", 20, LatencyLaw.constant(7_000_000))
                .samples("chat a", "http-429", 4, LatencyLaw.constant(1_000))
                .phase("steady", "steady", 10, 10)
                .samples("chat a", "ok", 30, LatencyLaw.constant(100_000))
                .samples("chat b", "ok", 9, LatencyLaw.constant(200_000))
                .samples("chat b", "timeout", 1, LatencyLaw.constant(300_000))
                .metric("chat a", "ttft", 10, LatencyLaw.constant(40_000))
                .metric("chat b", "ttft", 5, LatencyLaw.constant(60_000))
                .count("answer", "tasks-ok", "", 4)
                .count("answer", "tasks-good", "", 3)
                .count("search", "tasks-ok", "", 3)
                .count("search", "tasks-failed", "", 1)
                .count("search", "tasks-good", "", 1)
                .count("answer", "model-calls", "swift", 3)
                .count("answer", "tokens-in", "swift", 2_000)
                .count("answer", "tokens-out", "swift", 400)
                .count("search", "model-calls", "sage", 1)
                .count("search", "tokens-in", "sage", 500)
                .count("search", "tokens-out", "sage", 100)
                .count("search", "routed-right", "coder", 3)
                .count("search", "routed-wrong", "coder>writer", 1)
                .count("answer", "streams", "", 4)
                .count("answer", "chunks", "", 40)
                .count("answer", "stalled-streams", "", 1)
                .count("answer", "retry-after", "", 2)
                .phase("spike", "spike", 5, 100)
                .samples("chat a", "ok", 60, LatencyLaw.constant(400_000))
                .samples("chat b", "ok", 2, LatencyLaw.constant(800_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            p95 <= 800 ms                     | 400   | PASS | phase 'spike'
            p95 in steady <= 150 ms warn      | 200   | WARN | phase 'steady'
            p95 in steady <= 150 ms, fail above 190 ms | 200 | FAIL | phase 'steady'
            p95 of 'chat b' <= 1 s            | 300   | PASS | 'chat b', phase 'steady'
            p50 of 'chat*' in steady <= 1 s   | 200   | PASS | 'chat b', phase 'steady'
            p50 of 'chat a' <= 300 ms         | 400   | FAIL | 'chat a', phase 'spike'
            min in steady <= 1 s              | 100   | PASS | phase 'steady'
            max in 's*' <= 1 s                | 800   | PASS | phase 'spike'
            p95 in * <= 5 s                   | 7000  | FAIL | phase 'ramp'
            error-rate <= 4 %                 | 3.61  | PASS | run without warm-up
            error-rate in steady <= 1 %       | 2.5   | FAIL | phase 'steady'
            error-rate in steady <= 2 %       | 2.5   | INCONCLUSIVE | phase 'steady'
            error-rate in steady <= 2 % warn  | 2.5   | WARN | phase 'steady'
            error-rate of 'chat b' <= 4 %     | 9.09  | FAIL | 'chat b', run without warm-up
            success-rate >= 98 %              | 96.38 | FAIL | run without warm-up
            success-rate >= 97 %              | 96.38 | INCONCLUSIVE | run without warm-up
            timeout-rate <= 1.3 %             | 1.20  | PASS | run without warm-up
            failures.http-429 <= 1 %          | 2.41  | FAIL | run without warm-up
            failures.http-503 <= 0 %          | 0     | PASS | run without warm-up
            requests >= 831 warn              | 830   | WARN | run without warm-up
            requests of 'chat b' >= 110       | 110   | PASS | 'chat b', run without warm-up
            throughput in spike >= 60/s       | 62    | PASS | phase 'spike'
            throughput of 'chat b' >= 9/s     | 10    | PASS | 'chat b', phase 'steady'
            apdex in steady >= 0.99           | 0.975 | FAIL | phase 'steady'
            stability in steady >= 0.6        | 0.608 | PASS | phase 'steady'
            ttft.p95 <= 50 ms                 | 60    | FAIL | phase 'steady'
            ttft.p95 of 'chat a' <= 50 ms     | 40    | PASS | 'chat a', phase 'steady'
            goodput >= 4/s                    | 4     | PASS | phase 'steady'
            goodput of search >= 2/s          | 1     | FAIL | 'search', phase 'steady'
            good-share >= 65 %                | 50    | FAIL | run without warm-up
            tasks >= 80                       | 80    | PASS | run without warm-up
            stalled-share <= 30 %             | 25    | PASS | run without warm-up
            stalled-share <= 25 %             | 25    | INCONCLUSIVE | run without warm-up
            routing-accuracy >= 70 %          | 75    | PASS | run without warm-up
            tokens.in <= 25000                | 25000 | PASS | run without warm-up
            tokens.out-per-second >= 500/s       | 500   | PASS | phase 'steady'
            cost.per-task <= 0.00051 EUR      | 0.0005 | PASS | run without warm-up
            cost.total in steady <= 0.041 EUR  | 0.04  | PASS | phase 'steady'
            model-share <= 80 %               | 75    | PASS | run without warm-up
            saving >= 70 %                    | 73.33 | PASS | run without warm-up
            retry-after <= 19                 | 20    | FAIL | run without warm-up
            sessions-reopened <= 0            | 0     | PASS | run without warm-up
            p97.2 in steady <= 250 ms         | 200   | PASS | phase 'steady'
            p98 in steady <= 250 ms           | 300   | INCONCLUSIVE | phase 'steady'
            p98.9 in steady <= 250 ms         | 300   | FAIL | phase 'steady'
            mean in steady <= 135 ms          | 127.5 | PASS | phase 'steady'
            mean in steady <= 125 ms          | 127.5 | INCONCLUSIVE | phase 'steady'
            mean in steady <= 120 ms          | 127.5 | FAIL | phase 'steady'
            p98 of 'chat b' in steady <= 250 ms | 300 | FAIL | 'chat b', phase 'steady'
            ttft.p60 of 'chat b' <= 50 ms     | 60    | FAIL | 'chat b', phase 'steady'
            """)
    void figures(String rule, double actual, Outcome outcome, String where) {
        Gate gate = judge(run(), rule);
        assertThat(gate.outcome()).isEqualTo(outcome);
        // Histograms are within 0.1 %; shares above are rounded to two decimals.
        assertThat(gate.actual()).isCloseTo(actual, within(Math.max(0.005, actual * 0.0015)));
        assertThat(where(gate)).isEqualTo(where);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            tpot.p95 <= 1 s              | tpot.p95 was not measured
            startup <= 5 s               | startup was not measured
            target.rss.max <= 500 MB     | target.rss.max was not measured
            p95 of 'chats*' <= 1 s       | no request matches 'chats*'; known: chat a, chat b
            goodput of 'chat*' >= 1/s    | no task matches 'chat*'; known: answer, search
            tpot.p95 of 'chat*' <= 1 s   | no request or task matches 'chat*'; none has this metric
            p95 in cooldown <= 1 s       | the run did not reach phase 'cooldown'
            cost.total <= 1 USD          | the cost is in EUR, but the limit is in USD
            p95 of 'chat b' in spike <= 1 s | only 10 requests, at least 20 needed
            """)
    void whatWasNotMeasuredIsNeverAPass(String rule, String note) {
        Gate gate = judge(run(), rule);
        assertThat(gate.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(gate.actual()).isNull();
        assertThat(gate.note()).isEqualTo(note);
    }

    /** Ten tasks a second of 0.9 s; users that were held up meant to start ten more, of 6 s. */
    @Test
    void tasksAreJudgedFromTheirIntendedStarts() {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("steady", "steady", 10, 10)
                .samples("run", "ok", 10, LatencyLaw.constant(100_000))
                .metric("answer", "task", 10, LatencyLaw.constant(900_000))
                .metric("answer", "task-corrected", 20, LatencyLaw.constant(6_000_000));
        Gate gate = judge(record, "task.p95 <= 1 s");
        assertThat(gate.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(gate.note()).contains("from the intended start");
    }

    @Test
    void ifMeasuredDecidesNothingWhereNothingWas() {
        GateLimits limits = GateRules.of(
                "memory", "target.rss.max <= 500 MB, if measured",
                "none", "p95 of 'none*' <= 1 s, if measured",
                "p95", "p95 <= 1 s");
        Verdict verdict = Objects.requireNonNull(analysed(run(), limits).verdict());
        assertThat(verdict.gates()).extracting(Gate::outcome).containsExactly(Outcome.PASS);
        assertThat(verdict.notMeasured()).extracting(Verdict.NotMeasured::name).containsExactly("memory", "none");
        // What was measured too little is no excuse.
        assertThat(judge(run(), "p95 of 'chat b' in spike <= 1 s, if measured").outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            target.cpu.mean <= 80 %, fail above 95 % | 81    | WARN
            target.cpu.mean <= 80 %, fail above 95 % | 96    | FAIL
            target.rss.max <= 500 MB                 | 500   | PASS
            target.rss.max <= 500 MB                 | 500.1 | FAIL
            host.memory.last <= 85 % warn            | 86    | WARN
            host.memory.first in steady <= 85 %      | 84    | PASS
            """)
    void resources(String rule, double value, Outcome outcome) {
        RunRecord run = analysed(run(), Reference.GATES);
        String[] gauge = rule.split("[. ]");
        boolean bytes = gauge[1].equals("rss");
        double raw = bytes ? value * 1e6 : value / 100;
        ResourceResult result = new ResourceResult(
                rule.contains(" in ") ? "steady" : "*",
                List.of(new Gauge(gauge[0], gauge[1], bytes ? "B" : "ratio", 15, raw, raw, raw, raw, raw)));
        RunRecord watched = run.withResults(
                run.loadStartedAt(),
                run.endedAt(),
                run.phases(),
                run.totals(),
                run.agents(),
                new ResourceResults(result, List.of(result)),
                0);
        Gate gate = Gates.judge(watched, GateRules.of("rule", rule)).gates().get(0);
        assertThat(gate.outcome()).isEqualTo(outcome);
        assertThat(gate.actual()).isCloseTo(value, within(1e-9));
    }

    /** Of a place with so many seconds, in so many of which the target was read, and in so many the load generator itself. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            target.cpu.mean <= 80 % | 5  | 5  | 5  | 50 | PASS         | ''
            target.cpu.mean <= 80 % | 5  | 4  | 4  | 50 | PASS         | ''
            target.cpu.mean <= 80 % | 5  | 4  | 4  | 99 | FAIL         | ''
            target.cpu.mean <= 80 % | 4  | 3  | 3  | 50 | PASS         | ''
            target.cpu.mean <= 80 % | 2  | 1  | 1  | 50 | PASS         | ''
            target.cpu.mean <= 80 % | 5  | 2  | 2  | 50 | INCONCLUSIVE | only 2 readings, at least 4 needed: the load generator had no CPU time to read resources every second
            target.cpu.mean <= 80 % | 5  | 2  | 2  | 99 | INCONCLUSIVE | only 2 readings, at least 4 needed: the load generator had no CPU time to read resources every second
            target.cpu.mean <= 80 % | 5  | 1  | 5  | 99 | INCONCLUSIVE | only 1 reading, at least 4 needed
            target.cpu.max <= 80 %  | 5  | 1  | 1  | 99 | FAIL         | the load generator had no CPU time to read resources every second
            target.cpu.max <= 80 %  | 60 | 1  | 60 | 99 | FAIL         | ''
            target.cpu.max <= 80 %  | 5  | 1  | 5  | 50 | INCONCLUSIVE | only 1 of 5 s has a reading; the others do not count as within the limit
            target.cpu.min <= 80 %  | 5  | 1  | 5  | 99 | INCONCLUSIVE | only 1 reading, at least 4 needed
            target.cpu.mean <= 80 % | 60 | 29 | 60 | 50 | INCONCLUSIVE | only 29 of 1 min have a reading; the others do not count as within the limit
            target.cpu.mean <= 80 % | 60 | 30 | 60 | 50 | PASS         | ''
            target.cpu.mean <= 80 % | 60 | 5  | 60 | 99 | FAIL         | ''
            """)
    void aShortPlaceNeedsReadingsOfItsSecondsAndABrokenExtremeOne(
            String rule, int seconds, int read, int watched, double percent, Outcome outcome, String note) {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("steady", "steady", seconds, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(100_000));
        for (int at = 1; at <= watched; at++) {
            record.resource(at, "host", "memory", 0.1);
        }
        for (int at = 1; at <= read; at++) {
            record.resource(at, "target", "cpu", percent / 100);
        }
        Gate gate = judge(record, rule);
        assertThat(gate.outcome()).as(gate.note()).isEqualTo(outcome);
        assertThat(gate.note()).isEqualTo(note);
    }

    @Test
    void runJsonAloneHasNoOtherPercentiles() {
        RunRecord run = analysed(run(), Reference.GATES);
        Gate gate = Gates.judge(run, GateRules.of("rule", "p98 <= 1 s")).gates().get(0);
        assertThat(gate.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(gate.note()).isEqualTo("p98 is not in run.json, and the histograms were not read");
    }

    /** Whatever the figures, a looser limit is never judged worse, and an upper and a lower rule at one limit never both fail. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void aLooserLimitIsNeverWorse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RunRecord run = analysed(
                new SyntheticRecord(seed)
                        .phase("steady", "steady", 3, 10)
                        .samples("a", "ok", 50, LatencyLaw.constant(1_000 + random.nextInt(2_000_000)))
                        .samples("a", "check", random.nextInt(30), LatencyLaw.constant(5_000)),
                Reference.GATES);
        List<Outcome> outcomes = new ArrayList<>();
        for (int limit = 1; limit <= 2001; limit += 100) {
            outcomes.add(
                    Gates.judge(run, GateRules.of("p95", "p95 <= " + limit + " ms, fail above " + 2 * limit + " ms"))
                            .outcome());
        }
        List<Outcome> fromWorst = List.of(Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.WARN, Outcome.PASS);
        assertThat(outcomes.stream().map(fromWorst::indexOf).toList()).isSorted();
        for (int percent = 0; percent <= 100; percent += 5) {
            Outcome upper = Gates.judge(run, GateRules.of("e", "error-rate <= " + percent + " %"))
                    .gates()
                    .get(0)
                    .outcome();
            Outcome lower = Gates.judge(run, GateRules.of("s", "success-rate >= " + (100 - percent) + " %"))
                    .gates()
                    .get(0)
                    .outcome();
            assertThat(upper).as("the same condition in other words").isEqualTo(lower);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recovery <= 30 s               | 8 RECOVERED                    | PASS         | 8000",
                "recovery <= 5 s                | 8 RECOVERED                    | FAIL         | 8000",
                "recovery <= 5 s warn           | 8 RECOVERED                    | WARN         | 8000",
                "recovery <= 5 s, fail above 9 s| 8 RECOVERED                    | WARN         | 8000",
                "recovery <= 5 s                | 3 RECOVERED, 8 RECOVERED       | FAIL         | 8000",
                "recovery <= 30 s               | 0 UNDISTURBED                  | PASS         | 0",
                "recovery <= 30 s               | 3 RECOVERED, 0 NOT_RECOVERED   | INCONCLUSIVE | 20000",
                "recovery <= 19 s               | 40 RECOVERED, 0 NOT_RECOVERED  | FAIL         | 20000",
                "recovery <= 30 s               | 3 RECOVERED, 0 INCONCLUSIVE    | INCONCLUSIVE | ",
                "recovery in r0 <= 30 s         | 3 RECOVERED, 0 INCONCLUSIVE    | PASS         | 3000",
            })
    void recovery(String rule, String recoveries, Outcome outcome, Double actual) {
        List<Recovery> told = new ArrayList<>();
        for (String one : recoveries.split(", ")) {
            String[] words = one.strip().split(" ");
            Recovery.Outcome how = Recovery.Outcome.valueOf(words[1]);
            told.add(new Recovery(
                    "spike",
                    "r" + told.size(),
                    "100 users",
                    "steady",
                    30,
                    20,
                    how,
                    how == Recovery.Outcome.RECOVERED ? Double.valueOf(words[0]) : null,
                    List.of()));
        }
        GateLimits limits = GateRules.of("rule", rule.strip());
        RunRecord run = analysed(
                        new SyntheticRecord(1)
                                .phase("r0", "steady", 10, 10)
                                .samples("a", "ok", 10, LatencyLaw.constant(1_000)),
                        limits)
                .withPlanning(new Planning(null, null, told, List.of()));
        Gate gate = Gates.judge(run, limits).gates().get(0);
        assertThat(gate.outcome()).isEqualTo(outcome);
        assertThat(gate.actual()).isEqualTo(actual);
        assertThat(Gates.judge(run.withPlanning(null), GateRules.of("rule", "recovery <= 1 s, if measured"))
                        .notMeasured())
                .hasSize(1);
    }
}
