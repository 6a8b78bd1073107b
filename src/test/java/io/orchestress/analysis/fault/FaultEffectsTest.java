package io.orchestress.analysis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.FaultEffect;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten seconds without and ten with a fault, ten tasks of the script "buy" and ten of "ask" in each second; buy calls the model gpt, ask the model mini. */
class FaultEffectsTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final long ZERO = 7_000 * SECOND;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<PlannedPhase> PLAN = plan("429 model=gpt");

    @TempDir
    private Path folder;

    private final List<String> tasks = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private int mark;

    private static List<PlannedPhase> plan(String fault) {
        return List.of(
                new PlannedPhase("steady", PhaseKind.STEADY, false, 0, 10, 1, 1, Map.of()),
                new PlannedPhase("fault", PhaseKind.FAULT, true, 10, 20, 1, 1, Map.of("backend", fault)),
                new PlannedPhase("after", PhaseKind.RECOVERY, false, 20, 30, 1, 1, Map.of("backend", "none")));
    }

    private String task(String request, double atSeconds, long tookMillis, String outcome) {
        String name = String.format(Locale.ROOT, "orc-%016x", ++mark);
        long start = ZERO + (long) (atSeconds * SECOND);
        tasks.add("{\"task\":\"" + name + "\",\"request\":\"" + request + "\",\"start\":" + start + ",\"end\":"
                + (start + tookMillis * MILLI) + ",\"outcome\":\"" + outcome + "\"}");
        return name;
    }

    private void call(String task, String script, String model, double atSeconds, String outcome) {
        long start = ZERO + Math.round(atSeconds * SECOND);
        calls.add("{\"n\":" + (calls.size() + 1) + ",\"kind\":\"chat\",\"name\":\"" + model + "\",\"task\":\"" + task
                + "\",\"script\":\"" + script + "\",\"turn\":0,\"start\":" + start + ",\"first\":" + start + ",\"end\":"
                + (start + MILLI) + ",\"status\":200,\"outcome\":\"" + outcome + "\"}");
    }

    /** Ten seconds of normal work. */
    private void normal(double fromSeconds) {
        for (int i = 0; i < 100; i++) {
            double at = fromSeconds + i / 10.0 + 0.01;
            call(task("buy", at, 40, "ok"), "buy", "gpt", at + 0.01, "answered");
            call(task("ask", at, 20, "ok"), "ask", "mini", at + 0.01, "answered");
        }
    }

    private FaultEffect effect(List<PlannedPhase> plan) throws IOException {
        String clock = "{\"nanos\":" + ZERO + ",\"at\":\"" + START + "\"}\n";
        Files.writeString(
                folder.resolve("tasks.jsonl"),
                clock + String.join("\n", tasks) + "\n{\"tasks\":" + tasks.size() + ",\"lost\":0}\n");
        Files.writeString(folder.resolve("backend-calls.jsonl"), clock + String.join("\n", calls) + "\n");
        List<FaultEffect> effects = FaultEffects.of(plan, folder, START);
        assertThat(effects).hasSize(1);
        return effects.get(0);
    }

    @Test
    void triesAtOnceAreAStormAndOthersStandBy() throws IOException {
        normal(0);
        for (int i = 0; i < 100; i++) {
            double at = 10 + i / 10.0 + 0.01;
            String buy = task("buy", at, 80, "http-502");
            for (int n = 0; n < 20; n++) { // each ends after 1 ms, the next begins 2 ms after its start
                call(buy, "buy", "gpt", at + 0.01 + n * 0.002, "fault");
            }
            call(task("ask", at, 20, "ok"), "ask", "mini", at + 0.01, "answered");
        }
        normal(20);

        FaultEffect effect = effect(PLAN);

        assertThat(effect.what()).isEqualTo("429 of model gpt");
        assertThat(effect.reference()).isEqualTo("steady");
        assertThat(effect.calls()).isEqualTo(2_000);
        assertThat(effect.hit()).isEqualTo(2_000);
        assertThat(effect.tasks()).isEqualTo(200);
        assertThat(effect.failed()).isEqualTo(100);
        assertThat(effect.referenceFailed()).isZero();
        assertThat(effect.storm()).isCloseTo(20, within(1e-9)); // 2000 / 200 by 100 / 200
        assertThat(effect.stormLow()).isBetween(15.0, 20.0);
        assertThat(effect.stormHigh()).isBetween(20.0, 27.0);
        assertThat(effect.stormOfUsers()).isEqualTo(20);
        assertThat(effect.stormAnyway()).isEqualTo(effect.stormLow());
        assertThat(effect.retries()).isEqualTo(1_900);
        assertThat(effect.retryGapMillis()).isCloseTo(1, within(0.01));
        assertThat(effect.bystanders()).isEqualTo(100);
        assertThat(effect.bystandersFailed()).isZero();
        assertThat(effect.bystandersWorseBy()).isNegative();
        assertThat(effect.bystandersMoreFailed()).isZero();
        assertThat(effect.bystandersSlowdown()).isNotNull().satisfies(same -> {
            assertThat(same.times()).isEqualTo(1);
            assertThat(same.low()).isEqualTo(1);
        });
        assertThat(effect.note()).isEmpty();
    }

    /** On a full machine three of four tasks of the reference do not come to their call within it: four tries look like sixteen. */
    @Test
    void aReferenceInWhichTasksDoNotComeToTheirCallsMakesNoStorm() throws IOException {
        for (int i = 0; i < 100; i++) {
            double at = i / 10.0 + 0.01;
            String buy = task("buy", at, i % 4 == 0 ? 40 : 20_000, "ok");
            if (i % 4 == 0) {
                call(buy, "buy", "gpt", at + 0.01, "answered");
            }
            buy = task("buy", 10 + at, 80, "http-502");
            for (int n = 0; n < 4; n++) {
                call(buy, "buy", "gpt", 10 + at + 0.01 + n * 0.002, "fault");
            }
        }
        FaultEffect effect = effect(PLAN);
        assertThat(effect.storm()).isCloseTo(16, within(1e-9));
        assertThat(effect.stormLow()).isGreaterThan(6);
        assertThat(effect.stormOfUsers()).isEqualTo(4);
        assertThat(effect.stormAnyway()).isEqualTo(4);
    }

    /** A target that strips the marks: all its tasks look as if they called nothing. */
    @Test
    void whereCallsBelongToNoTaskNobodyIsCalledABystander() throws IOException {
        normal(0);
        for (int i = 0; i < 100; i++) {
            double at = 10 + i / 10.0 + 0.01;
            task("buy", at, 80, "http-502");
            call("", "buy", "gpt", at + 0.01, "fault");
            task("ask", at, 20, "ok");
            call("", "ask", "mini", at + 0.01, "answered");
        }
        FaultEffect effect = effect(PLAN);
        assertThat(effect.bystanders()).isZero();
        assertThat(effect.bystandersUnclear()).isEqualTo(200);
        assertThat(effect.bystandersWorseBy()).isNull();
        assertThat(effect.note()).startsWith("more than 1 % of the calls belong to no task");
    }

    /** Nineteen of a kind without the fault are too few to say that it never uses what is faulty. */
    @ParameterizedTest(name = "{0} without the fault: {1} bystanders, {2} unclear")
    @CsvSource({"0, 0, 30", "19, 0, 30", "20, 30, 0"})
    void whetherAKindStandsByIsToldFromEnoughOfIt(int without, long bystanders, long unclear) throws IOException {
        for (int i = 0; i < 30; i++) {
            double at = i / 10.0 + 0.01;
            call(task("buy", at, 40, "ok"), "buy", "gpt", at + 0.01, "answered");
            call(task("buy", 10 + at, 40, "http-502"), "buy", "gpt", 10 + at + 0.01, "fault");
            if (i < without) {
                call(task("ask", at, 20, "ok"), "ask", "mini", at + 0.01, "answered");
            }
            call(task("ask", 10 + at, 20, "ok"), "ask", "mini", 10 + at + 0.01, "answered");
        }
        FaultEffect effect = effect(PLAN);
        assertThat(effect.bystanders()).isEqualTo(bystanders);
        assertThat(effect.bystandersUnclear()).isEqualTo(unclear);
    }

    /** The nine slowest tenths of a second take longer: of 100 times the ranks 91 to 99 bound p95. */
    @Test
    void tasksThatDoNotUseItAreHeldUp() throws IOException {
        normal(0);
        for (int i = 0; i < 100; i++) {
            double at = 10 + i / 10.0 + 0.01;
            call(task("buy", at, 80, "http-502"), "buy", "gpt", at + 0.01, "fault");
            call(task("ask", at, i < 90 ? 20 : 60 + i, "ok"), "ask", "mini", at + 0.01, "answered");
        }
        FaultEffect effect = effect(PLAN);
        assertThat(effect.bystandersSlowdown()).isNotNull().satisfies(slower -> {
            assertThat(slower.referenceP95Millis()).isCloseTo(20, within(0.02));
            assertThat(slower.p95Millis()).isCloseTo(154, within(0.2)); // rank 95: i = 94
            assertThat(slower.low()).isCloseTo(150.0 / 20, within(0.02)); // rank ⌊95 − 1.645 √4.75⌋ = 91: i = 90
        });
    }

    @Test
    void tasksThatDoNotUseItFailTooAlsoBeforeTheirFirstCall() throws IOException {
        normal(0);
        for (int i = 0; i < 100; i++) {
            double at = 10 + i / 10.0 + 0.01;
            String buy = task("buy", at, 80, "http-502");
            if (i % 2 == 0) { // the others are refused before their first call, and are no bystanders
                call(buy, "buy", "gpt", at + 0.01, "fault");
            }
            String ask = task("ask", at, 20, i % 4 == 0 ? "http-503" : "ok");
            if (i % 4 != 0) {
                call(ask, "ask", "mini", at + 0.01, "answered");
            }
        }
        FaultEffect effect = effect(PLAN);
        assertThat(effect.bystanders()).isEqualTo(100);
        assertThat(effect.bystandersFailed()).isEqualTo(25);
        assertThat(effect.referenceBystanders()).isEqualTo(100);
        // Newcombe, method 10: Wilson of 25 in 100 begins at 0.1755, of 0 in 100 ends at 0.0370
        assertThat(effect.bystandersWorseBy()).isCloseTo(0.25 - Math.hypot(0.25 - 0.1755, 0.0370), within(2e-4));
        assertThat(effect.storm()).isCloseTo(0.5, within(1e-9));
        assertThat(effect.retries()).isZero();
    }

    @Test
    void whereAllUseItNobodyStandsBy() throws IOException {
        normal(0);
        normal(10);
        FaultEffect effect = effect(plan("slow"));
        assertThat(effect.bystanders()).isZero();
        assertThat(effect.bystandersUnclear()).isZero();
        assertThat(effect.bystandersWorseBy()).isNull();
        assertThat(effect.hit()).as("a fault that delays is met by all").isEqualTo(200);
        assertThat(effect.storm()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aFaultThatNobodyMeetsSaysSo() throws IOException {
        normal(0);
        normal(10);
        FaultEffect other = effect(plan("429 model=other"));
        assertThat(other.hitNothing()).isTrue();
        assertThat(other.storm()).isNull();
        assertThat(other.note()).contains("called none of these");
        assertThat(effect(PLAN).hitNothing()).as("called, but answered").isTrue();
    }

    @Test
    void aTaskOfTheReferenceThatEndsInTheFaultIsNoNormalOne() throws IOException {
        normal(0);
        normal(10);
        for (int i = 0; i < 20; i++) {
            call(task("buy", 9.5, 2_000, "http-502"), "buy", "gpt", 9.6, "answered");
        }
        FaultEffect effect = effect(plan("slow"));
        assertThat(effect.referenceTasks()).isEqualTo(200);
        assertThat(effect.referenceFailed()).isZero();
    }

    @Test
    void afterItsOwnEndNothingIsItsDoing() throws IOException {
        normal(0);
        normal(10);
        FaultEffect effect = effect(plan("slow for=6s"));
        assertThat(effect.toSeconds()).isEqualTo(16);
        assertThat(effect.calls()).isEqualTo(120);
    }

    @Test
    void tooLittleIsNotTold() throws IOException {
        normal(0);
        call(task("buy", 11, 40, "ok"), "buy", "gpt", 11, "fault");
        FaultEffect effect = effect(PLAN);
        assertThat(effect.storm()).isNull();
        assertThat(effect.bystandersWorseBy()).isNull();
        assertThat(effect.note()).contains("20 tasks");
    }

    @Test
    void withoutLogsOrFaultsThereIsNothing() throws IOException {
        assertThat(FaultEffects.of(PLAN, folder, START)).isEmpty();
        normal(0);
        effect(PLAN);
        assertThat(FaultEffects.of(plan("none"), folder, START)).isEmpty();
        assertThat(FaultEffects.of(plan("whatever it takes"), folder, START)).isEmpty();
    }
}
