package io.orchestress.analysis.orphan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.Orphans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows worked by hand; times in ms. */
class OrphanAnalysisTest {
    private static final String FIRST = "{\"nanos\":0,\"at\":\"2026-01-01T00:00:00Z\"}\n";
    private static final PriceList PRICES =
            new PriceList("USD", Map.of("swift", new PriceList.Price(1, 10)), List.of(), "");

    private static final Way WAY = new Way(300, 2_000);

    @TempDir
    private Path record;

    private final StringBuilder tasks = new StringBuilder(FIRST);
    private final StringBuilder calls = new StringBuilder(FIRST);
    private int rows;
    private @Nullable String last;

    private static String mark(int number) {
        return "orc-%016x".formatted(number);
    }

    private void left(int task, String phase, long atMillis, String by) {
        left(task, phase, atMillis, by, 1);
    }

    private void left(int task, String phase, long atMillis, String by, long startMillis) {
        rows++;
        tasks.append(
                ("{\"task\":\"%s\",\"phase\":\"%s\",\"request\":\"run\",\"user\":1,\"start\":%d,\"first\":0,\"end\":0,"
                                + "\"outcome\":\"left\",\"left\":%d,\"by\":\"%s\"}\n")
                        .formatted(mark(task), phase, startMillis * 1_000_000, atMillis * 1_000_000, by));
    }

    private void tookMillis(int task, long millis) {
        rows++;
        tasks.append(
                ("{\"task\":\"%s\",\"phase\":\"steady\",\"request\":\"run\",\"user\":1,\"start\":1,\"first\":2,\"end\":%d,"
                                + "\"outcome\":\"ok\"}\n")
                        .formatted(mark(task), 1 + millis * 1_000_000));
    }

    private void stayed(int task) {
        rows++;
        tasks.append(
                ("{\"task\":\"%s\",\"phase\":\"steady\",\"request\":\"run\",\"user\":1,\"start\":1,\"first\":2,\"end\":3,"
                                + "\"outcome\":\"ok\"}\n")
                        .formatted(mark(task)));
    }

    private void call(int task, String kind, String name, long from, long to, int in, int out, boolean effect) {
        calls.append(("{\"n\":1,\"kind\":\"%s\",\"name\":\"%s\",%s\"start\":%d,\"first\":%d,\"end\":%d,\"status\":200,"
                        + "\"outcome\":\"answered\",\"in\":%d,\"out\":%d%s}\n")
                .formatted(
                        kind,
                        name,
                        task < 0 ? "" : "\"task\":\"" + mark(task) + "\",\"by\":\"prompt\",",
                        from * 1_000_000,
                        to * 1_000_000,
                        to * 1_000_000,
                        in,
                        out,
                        effect ? ",\"effect\":true" : ""));
    }

    private Optional<Orphans> result() throws IOException {
        String end = last == null ? "{\"tasks\":" + rows + ",\"lost\":0}\n" : last;
        Files.writeString(record.resolve("tasks.jsonl"), tasks + end);
        Files.writeString(record.resolve("backend-calls.jsonl"), calls + "{\"calls\":0,\"lost\":0}\n");
        return OrphanAnalysis.of(record, true, Set.of("steady"), PRICES, WAY);
    }

    @Test
    void aTargetThatStopsAtOnceLeavesNothing() throws IOException {
        for (int task = 0; task < 20; task++) {
            left(task, "steady", 1_000, "cancel");
            call(task, "chat", "swift", 100, 900, 50, 20, false);
        }
        Orphans orphans = result().orElseThrow();
        assertThat(orphans.left()).isEqualTo(20);
        assertThat(orphans.measured()).isEqualTo(20);
        assertThat(orphans.maxMillis()).isZero();
        assertThat(orphans.callsBegun() + orphans.tokensAfter() + orphans.lateWrites() + orphans.held1s())
                .isZero();
        assertThat(orphans.costAfter()).isZero();
        assertThat(orphans.doubt()).isEmpty();
    }

    /** Left at 1,000. Under way from 500 to 1,500: half of 20 tokens. Then 2,000 to 9,000 whole, and a tool with an effect at 9,100. */
    @Test
    void aTargetThatGoesOnIsSeen() throws IOException {
        left(1, "steady", 1_000, "drop");
        stayed(2);
        call(1, "chat", "swift", 100, 400, 50, 20, false);
        call(1, "chat", "swift", 500, 1_500, 50, 20, false);
        call(1, "chat", "swift", 2_000, 9_000, 60, 30, false);
        call(1, "tool", "charge", 9_100, 9_200, 0, 0, true);
        call(2, "tool", "charge", 20_000, 21_000, 0, 0, true);
        Orphans orphans = result().orElseThrow();
        assertThat(orphans.dropped()).isEqualTo(1);
        assertThat(orphans.cancelled()).isZero();
        assertThat(orphans.maxMillis()).isEqualTo(8_200);
        assertThat(orphans.callsBegun()).isEqualTo(2);
        assertThat(orphans.tokensAfter()).isEqualTo(10 + 60 + 30);
        assertThat(orphans.tokens()).isEqualTo(70 + 70 + 90);
        assertThat(orphans.costAfter()).isCloseTo((60 + 10 * (10 + 30)) / 1e6, within(1e-12));
        assertThat(orphans.cost()).isCloseTo((160 + 10 * 70) / 1e6, within(1e-12));
        // From 1,300 on: 200 of 1,000 ms of the second call, and all of the third.
        assertThat(orphans.tokensBeyond()).isEqualTo(4 + 60 + 30);
        assertThat(orphans.costBeyond()).isCloseTo((60 + 10 * (4 + 30)) / 1e6, within(1e-12));
        assertThat(orphans.held1s()).isEqualTo(1);
        assertThat(orphans.held5s()).isEqualTo(1);
        assertThat(orphans.lateWrites()).isEqualTo(1);
        assertThat(orphans.worst()).isEqualTo(mark(1));
    }

    /** An effect that the cancel met on its way is none of the target's faults. */
    @Test
    void whatBeginsWhileTheCancelIsOnItsWayIsNoLateWrite() throws IOException {
        left(1, "steady", 1_000, "cancel");
        call(1, "tool", "charge", 1_500, 1_600, 0, 0, true);
        assertThat(result().orElseThrow().lateWrites()).isZero();
    }

    /** The longest way is 2 s: the first effect came on it, though later than a second. */
    @Test
    void onAFullMachineAnEffectIsLateBeyondTheLongestWay() throws IOException {
        left(1, "steady", 1_000, "cancel");
        call(1, "tool", "charge", 2_900, 2_950, 0, 0, true);
        call(1, "tool", "charge", 3_100, 3_150, 0, 0, true);
        Orphans orphans = result().orElseThrow();
        assertThat(orphans.lateWrites()).isEqualTo(2);
        assertThat(orphans.lateWritesBeyond()).isEqualTo(1);
    }

    /** Left at 1 s, after which a task of a user who stayed would go on to 11 s. */
    @ParameterizedTest(name = "observed until {0} ms, last call until {1} ms")
    @CsvSource({
        "0,      900,    ''",
        "11000,  900,    ''",
        "10999,  900,    'the observation after the last leaving was too short for 1 task, as tasks take up to 10 s: raise orchestress.leaving.observe'",
        "11000,  10999,  ''",
        "11000,  11000,  'the observation after the last leaving was too short for 1 task, as tasks take up to 10 s: raise orchestress.leaving.observe'",
    })
    void whatMayHaveGoneOnUnseenIsSaid(long observed, long to, String doubt) throws IOException {
        left(1, "steady", 1_000, "cancel", 1_000);
        tookMillis(2, 10_000);
        call(1, "chat", "swift", 100, to, 1, 1, false);
        last = "{\"tasks\":" + rows + ",\"lost\":0" + (observed == 0 ? "" : ",\"observed\":" + observed * 1_000_000)
                + "}\n";
        assertThat(result().orElseThrow().doubt()).isEqualTo(doubt);
    }

    /** A call began 200 ms after the cancel was sent, and ended when it arrived, at 280. */
    @Test
    void whatBeginsWhileTheCancelIsOnItsWayIsNotBeyondIt() throws IOException {
        left(1, "steady", 1_000, "cancel");
        call(1, "chat", "swift", 1_200, 1_280, 50, 3, false);
        Orphans orphans = result().orElseThrow();
        assertThat(orphans.tokensAfter()).isEqualTo(53);
        assertThat(orphans.wayMillis()).isEqualTo(300);
        assertThat(orphans.tokensBeyond()).isZero();
        assertThat(orphans.costBeyond()).isZero();
    }

    @Test
    void percentilesAreOfTheTasksThatWereSeen() throws IOException {
        for (int task = 0; task < 100; task++) {
            left(task, "steady", 1_000, "cancel");
            if (task >= 80) {
                call(task, "chat", "swift", 900, 1_000 + (task - 79) * 100, 1, 1, false);
            }
        }
        Orphans orphans = result().orElseThrow();
        assertThat(orphans.measured()).as("of the others nobody knows").isEqualTo(20);
        assertThat(orphans.p50Millis()).isEqualTo(1_000);
        assertThat(orphans.p95Millis()).isEqualTo(1_900);
        assertThat(orphans.maxMillis()).isEqualTo(2_000);
    }

    @Test
    void aTargetThatStripsTheMarksIsNotTakenForOneThatStops() throws IOException {
        left(1, "steady", 1_000, "cancel");
        call(-1, "chat", "swift", 900, 9_000, 1, 1, false);
        Orphans orphans = result().orElseThrow();
        assertThat(orphans.measured()).isZero();
        assertThat(orphans.p95Millis()).isNull();
        assertThat(orphans.doubt()).isEqualTo("1 of 1 calls belong to no known task");
    }

    @Test
    void aModelWithoutAPriceHasNoCost() throws IOException {
        left(1, "steady", 1_000, "cancel");
        call(1, "chat", "other", 900, 9_000, 1, 1, false);
        Orphans orphans = result().orElseThrow();
        assertThat(orphans.cost()).isNull();
        assertThat(orphans.costAfter()).isNull();
    }

    @Test
    void warmUpDoesNotCount() throws IOException {
        left(1, "warm-up", 1_000, "cancel");
        call(1, "chat", "swift", 900, 9_000, 1, 1, false);
        assertThat(result()).isEmpty();
    }

    @Test
    void aLogThatWasCutIsDoubted() throws IOException {
        left(1, "steady", 1_000, "cancel");
        call(1, "chat", "swift", 100, 900, 1, 1, false);
        last = "{\"task\":\"orc-";
        assertThat(result().orElseThrow().doubt())
                .isEqualTo("tasks.jsonl has no end; 1 line of tasks.jsonl cannot be read");
    }

    @Test
    void withoutLogsNothingIsMeasured() {
        assertThat(OrphanAnalysis.of(record, true, Set.of("steady"), PRICES, WAY))
                .isEmpty();
    }
}
