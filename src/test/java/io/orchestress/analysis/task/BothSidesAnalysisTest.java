package io.orchestress.analysis.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.Booking;
import io.orchestress.record.BothSides.TaskWork;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BothSidesAnalysisTest {
    @TempDir
    private Path folder;

    private SidesRecord record() {
        return new SidesRecord(folder).phase("steady", false, 0, 10);
    }

    private static TaskWork all(BothSides sides) {
        return sides.work(BothSides.ALL, BothSides.ALL).orElseThrow();
    }

    /** What, calls of a task from 1,000 to 1,100 ms, own time, time to the first call and after the last one in ms. */
    static Stream<Arguments> divided() {
        return Stream.of(
                times("one after the other", r -> r.model(1, 0, 1010, 1030).model(1, 1, 1040, 1095), 25, 10, 5),
                times("two at once count once", r -> r.tool(1, 1010, 1060).tool(1, 1030, 1080), 30, 10, 20),
                times("one within another", r -> r.tool(1, 1010, 1080).tool(1, 1030, 1040), 30, 10, 20),
                times("touching", r -> r.tool(1, 1000, 1050).tool(1, 1050, 1100), 0, 0, 0),
                times("beyond the end", r -> r.model(1, 0, 1090, 1500), 90, 90, 0),
                times("before its task, by the clocks", r -> r.model(1, 0, 999.5, 1020), 80, 0, 80),
                times("after the end", r -> r.model(1, 0, 1020, 1030).model(1, 1, 1200, 1300), 90, 20, 70),
                times("a retry", r -> r.model(1, 0, 1010, 1012, "limited", "").model(1, 0, 1032, 1052), 78, 10, 48));
    }

    private static Arguments times(
            String what, UnaryOperator<SidesRecord> calls, double own, double first, double last) {
        return Arguments.of(what, calls, own, first, last);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void divided(String what, UnaryOperator<SidesRecord> calls, double own, double first, double last) {
        TaskWork work = all(calls.apply(record().task(1, 1000, 1100)).joined());
        assertThat(work.ownMicros().p50() / 1000.0).as(what).isCloseTo(own, within(0.002 + own * 0.001));
        assertThat(work.firstCallMicros().p50() / 1000.0).isCloseTo(first, within(0.002 + first * 0.001));
        assertThat(work.lastCallMicros().p50() / 1000.0).isCloseTo(last, within(0.002 + last * 0.001));
        assertThat(work.ownShare()).isCloseTo(own / 100, within(1e-9));
    }

    @Test
    void aRetryIsToldFromARepetition() {
        TaskWork work = all(record().task(1, 1000, 2000)
                .model(1, 0, 1000, 1010, "limited", "")
                .model(1, 0, 1110, 1120, "fault", "")
                .model(1, 0, 1320, 1330, "answered", ",\"asked\":2")
                .tool(1, 1330, 1340)
                .model(1, 0, 1400, 1410, "answered", ",\"asked\":2")
                .model(1, 1, 1500, 1510)
                .joined());
        assertThat(work.modelCalls()).isEqualTo(5);
        assertThat(work.scriptedCalls()).isEqualTo(2);
        assertThat(work.amplification()).contains(2.5);
        assertThat(work.retries()).isEqualTo(2);
        assertThat(work.retryGapMicros().min()).isCloseTo(100_000, within(200L));
        assertThat(work.retryGapMicros().max()).isCloseTo(200_000, within(400L));
        assertThat(work.repeats()).isEqualTo(1);
        assertThat(work.toolCalls()).isEqualTo(1);
        assertThat(work.toolsAsked()).isEqualTo(2);
        assertThat(work.tokensIn()).isEqualTo(50);
        assertThat(work.tokensOut()).isEqualTo(20);
    }

    /** A step of a workflow begins the script anew; a summary before the answer, and a title after it, repeat turns. */
    @Test
    void aScriptThatWasAnsweredIsPlayedAnew() {
        String asks = ",\"asked\":1";
        TaskWork work = all(record().task(1, 1000, 2000)
                .task(2, 1000, 2000)
                .task(3, 1000, 2000)
                .model(1, 0, 1000, 1010, "answered", asks)
                .model(1, 1, 1020, 1030)
                .model(1, 0, 1040, 1050, "answered", asks)
                .model(1, 1, 1060, 1070)
                .model(2, 0, 1000, 1010, "answered", asks)
                .model(2, 0, 1020, 1030, "answered", asks)
                .model(2, 1, 1040, 1050)
                .model(3, 0, 1000, 1010, "answered", asks)
                .model(3, 1, 1020, 1030)
                .model(3, 1, 1040, 1050)
                .joined());
        assertThat(work.scriptedCalls()).isEqualTo(4 + 2 + 2);
        assertThat(work.modelCalls()).isEqualTo(4 + 3 + 3);
        assertThat(work.repeats()).isEqualTo(2);
        assertThat(work.toolsAsked()).isEqualTo(2 + 1 + 1);
    }

    /** Two agents at once, told different things: each plays the script for itself, and a call that is made again is made again by one of them. */
    @Test
    void agentsThatWereToldDifferentThingsRepeatNothing() {
        String asks = ",\"asked\":1";
        String one = ",\"said\":\"00000001\"";
        String other = ",\"said\":\"fffffffe\"";
        TaskWork work = all(record().task(1, 1000, 2000)
                .task(2, 1000, 2000)
                .task(3, 1000, 2000)
                .task(4, 1000, 2000)
                .model(1, 0, 1000, 1010, "answered", asks + one)
                .model(1, 0, 1001, 1011, "answered", asks + other)
                .model(1, 1, 1020, 1030, "answered", one)
                .model(1, 1, 1021, 1031, "answered", other)
                .model(2, 0, 1000, 1010, "answered", asks + one)
                .model(2, 0, 1001, 1011, "answered", asks + one)
                .model(2, 1, 1020, 1030, "answered", one)
                .model(2, 1, 1021, 1031, "answered", one)
                .model(3, 0, 1000, 1010, "limited", one)
                .model(3, 0, 1020, 1030, "answered", other)
                .model(3, 0, 1110, 1120, "answered", one)
                .model(4, -1, 1000, 1010, "refused", "")
                .model(4, 0, 1060, 1070, "answered", other)
                .joined());
        assertThat(work.modelCalls()).isEqualTo(4 + 4 + 3 + 2);
        assertThat(work.scriptedCalls()).isEqualTo(4 + 2 + 2 + 1);
        assertThat(work.repeats()).isEqualTo(2);
        assertThat(work.retries()).isEqualTo(1 + 1);
        assertThat(work.retryGapMicros().min()).isCloseTo(50_000, within(100L));
        assertThat(work.retryGapMicros().max()).isCloseTo(100_000, within(200L));
        assertThat(work.toolsAsked()).isEqualTo(2 + 1);
    }

    @Test
    void aCallThatIsNotWaitedForIsARepetition() {
        TaskWork work = all(record().task(1, 1000, 2000)
                .model(1, 0, 1000, 1500, "left", "")
                .model(1, 0, 1100, 1200)
                .joined());
        assertThat(work.retries()).isZero();
        assertThat(work.repeats()).isEqualTo(1);
        assertThat(work.amplification()).contains(2.0);
    }

    /** What a late answer explains: the target had waited for it, and not had it. */
    static Stream<Arguments> onlyWhoHasWaitedInVainIsImpatient() {
        return Stream.of(
                again(
                        "hung up after 200 ms",
                        r -> r.model(1, 0, 1000, 1200, "left", "").model(1, 0, 1300, 1310),
                        1),
                again(
                        "hung up at once",
                        r -> r.model(1, 0, 1000, 1010, "left", "").model(1, 0, 1300, 1310),
                        0),
                again("refused", r -> r.model(1, 0, 1000, 1200, "limited", "").model(1, 0, 1300, 1310), 0),
                again("failed", r -> r.model(1, 0, 1000, 1200, "fault", "").model(1, 0, 1300, 1310), 0),
                again("under way for 200 ms", r -> r.model(1, 0, 1000, 1500).model(1, 0, 1200, 1210), 1),
                again("under way for 5 ms", r -> r.model(1, 0, 1000, 1500).model(1, 0, 1005, 1210), 0),
                again("answered", r -> r.model(1, 0, 1000, 1200).model(1, 0, 1300, 1310), 0));
    }

    private static Arguments again(String what, UnaryOperator<SidesRecord> calls, long impatient) {
        return Arguments.of(what, calls, impatient);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void onlyWhoHasWaitedInVainIsImpatient(String what, UnaryOperator<SidesRecord> calls, long impatient) {
        TaskWork work = all(calls.apply(record().task(1, 1000, 2000)).joined());
        assertThat(work.retries() + work.repeats()).as(what).isEqualTo(1);
        assertThat(work.impatient()).as(what).isEqualTo(impatient);
    }

    @Test
    void failedAndUnfinishedTasksAreInTheCallsAndInNoTime() {
        BothSides sides = record().task(1, 1000, 1100)
                .task(2, "steady", "", 1000, 3000, "timeout", "")
                .task(3, "steady", "", 1000, 0, "unfinished", "")
                .task(4, 1000, 1100)
                .model(1, 0, 1010, 1020)
                .model(2, 0, 1010, 1020, "fault", "")
                .model(3, 0, 1010, 1020)
                .joined();
        assertThat(all(sides).tasks()).isEqualTo(4);
        assertThat(all(sides).timed()).isEqualTo(1);
        assertThat(all(sides).modelCalls()).isEqualTo(3);
        assertThat(sides.booking().unfinished()).isEqualTo(1);
        assertThat(sides.booking().withoutCalls()).isEqualTo(1);
        assertThat(sides.booking().doubt()).isEmpty();
    }

    @Test
    void warmUpIsInItsPhaseAlone() {
        BothSides sides = new SidesRecord(folder)
                .phase("ramp", true, 0, 1)
                .phase("steady", false, 1, 2)
                .task(1, "ramp", "small", 100, 900, "ok", "")
                .task(2, "steady", "small", 1100, 1300, "ok", "")
                .task(3, "steady", "large", 1100, 1500, "ok", "")
                .model(1, 0, 200, 800)
                .model(2, 0, 1200, 1250)
                .model(3, 0, 1200, 1300)
                .joined();
        assertThat(sides.work())
                .extracting(TaskWork::phase, TaskWork::request, TaskWork::size, TaskWork::tasks)
                .startsWith(
                        tuple("*", "*", "*", 2L),
                        tuple("*", "*", "large", 1L),
                        tuple("*", "*", "small", 1L),
                        tuple("*", "ask", "*", 2L))
                .contains(tuple("ramp", "*", "*", 1L));
        assertThat(sides.concurrency("ramp").orElseThrow().mean()).isCloseTo(0.6, within(1e-9));
        // Of 1,000 to 1,500 ms, which is the end of the last task: (50 + 100) ÷ 500
        assertThat(sides.concurrency("steady").orElseThrow().mean()).isCloseTo(0.3, within(1e-9));
        assertThat(sides.concurrency(BothSides.ALL).orElseThrow().max()).isEqualTo(2);
        assertThat(sides.waterfalls()).extracting(BothSides.Waterfall::why).contains("slowest");
    }

    /** What, lines, what is counted of them, and how a reader is told. */
    static Stream<Arguments> notJoined() {
        return Stream.of(
                found(
                        "a target that strips the mark",
                        r -> r.call("\"kind\":\"chat\",\"name\":\"m\",\"turn\":0", 1010, 1020, "answered", ""),
                        booking -> assertThat(booking.unmarked()).isEqualTo(1),
                        "removes the mark"),
                found(
                        "a mark of no task",
                        r -> r.model(99, 0, 1010, 1020),
                        booking -> assertThat(booking.foreign()).isEqualTo(1),
                        "belong to no task"),
                found(
                        "lost lines",
                        r -> r.model(1, 0, 1010, 1020).skipNumbers(3).model(1, 1, 1030, 1040),
                        booking -> assertThat(booking.missingCalls()).isEqualTo(3),
                        "belong to no task"),
                found(
                        "no call at all",
                        r -> r,
                        booking -> assertThat(booking.calls()).isZero(),
                        "received no call"),
                found(
                        "only calls of what the backend does not offer",
                        r -> r.call("\"kind\":\"unknown\",\"name\":\"POST /v2/chat\"", 1010, 1020, "refused", "")
                                .call("\"kind\":\"unknown\",\"name\":\"POST /v2/chat\"", 1030, 1040, "refused", ""),
                        booking -> {
                            assertThat(booking.unknownPaths()).containsExactly(entry("POST /v2/chat", 2L));
                            assertThat(booking.remarks())
                                    .contains("2 requests got 404, for the backend does not offer POST /v2/chat.");
                        },
                        "only what it does not offer, such as POST /v2/chat. Check the base URL"),
                found(
                        "very many paths",
                        r -> IntStream.range(0, 50)
                                .boxed()
                                .reduce(
                                        r.model(1, 0, 1010, 1020),
                                        (all, i) -> all.call(
                                                "\"kind\":\"unknown\",\"name\":\"GET /" + i + "\"",
                                                1010,
                                                1020,
                                                "refused",
                                                ""),
                                        (one, other) -> one),
                        booking ->
                                assertThat(booking.unknownPaths()).hasSize(21).containsEntry("(others)", 30L),
                        ""),
                found(
                        "two tasks in one call",
                        r -> r.model(1, 0, 1010, 1020, "answered", ",\"others\":[\"" + SidesRecord.mark(7) + "\"]"),
                        booking -> assertThat(booking.mixed()).isEqualTo(1),
                        ""),
                found(
                        "a late call",
                        r -> r.model(1, 0, 1010, 1020).model(1, 1, 1500, 1510),
                        booking -> assertThat(booking.late()).isEqualTo(1),
                        ""),
                found(
                        "a torn end of both files",
                        r -> r.model(1, 0, 1010, 1020).killed().backendKilled(),
                        booking -> {
                            assertThat(booking.badLines()).isEqualTo(2);
                            assertThat(booking.tasksWhole()).isFalse();
                            assertThat(booking.callsWhole()).isFalse();
                        },
                        ""),
                found(
                        "a call of the target itself before the load",
                        r -> r.model(1, 0, 1010, 1020)
                                .call("\"kind\":\"chat\",\"name\":\"m\",\"turn\":0", 10, 20, "answered", ""),
                        booking -> assertThat(booking.notBooked()).isZero(),
                        ""));
    }

    private static Arguments found(
            String what, UnaryOperator<SidesRecord> calls, Consumer<Booking> counted, String doubt) {
        return Arguments.of(what, calls, counted, doubt);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void notJoined(String what, UnaryOperator<SidesRecord> calls, Consumer<Booking> counted, String doubt) {
        Booking booking = calls.apply(record().task(1, 1000, 1100)).joined().booking();
        counted.accept(booking);
        if (doubt.isEmpty()) {
            assertThat(booking.doubt()).as(what).isEmpty();
        } else {
            assertThat(booking.doubt().orElse("")).as(what).contains(doubt);
        }
    }

    @Test
    void marksOfEarlierTasksOfTheConversationAreNotMixed() {
        String other = ",\"others\":[\"" + SidesRecord.mark(1) + "\"]";
        assertThat(record().task(1, "steady", "", 1000, 1100, "ok", ",\"conversation\":\"c\",\"place\":0")
                        .task(2, "steady", "", 1200, 1300, "ok", ",\"conversation\":\"c\",\"place\":1")
                        .model(1, 0, 1010, 1020)
                        .model(2, 0, 1210, 1220, "answered", other)
                        .joined()
                        .booking()
                        .mixed())
                .isZero();
    }

    @Test
    void aBackendOfAnotherMachineIsRelatedByTheWallClock() {
        BothSides sides = record().otherClock(86_400_000)
                .task(1, 1000, 1100)
                .model(1, 0, 1010, 1030)
                .joined();
        assertThat(sides.booking().wallClock()).isTrue();
        assertThat(all(sides).ownMicros().p50()).isCloseTo(80_000, within(100L));
        assertThat(sides.booking().remarks()).anyMatch(remark -> remark.contains("different clocks"));
    }

    @Test
    void aWaterfallHasTheCallsOfItsTask() {
        BothSides sides = record().task(1, 1000, 1100)
                .task(2, 2000, 2500)
                .task(3, 3000, 3110)
                .model(1, 0, 1010, 1020)
                .model(2, 0, 2010, 2020, "limited", "")
                .model(2, 0, 2030, 2400)
                .tool(2, 2400, 2600)
                .model(3, 0, 3010, 3020)
                .joined();
        BothSides.Waterfall slowest = sides.waterfalls().get(0);
        assertThat(slowest.task()).isEqualTo(SidesRecord.mark(2));
        assertThat(slowest.totalMicros()).isEqualTo(500_000);
        assertThat(slowest.ownMicros()).isEqualTo(20_000);
        assertThat(slowest.startSeconds()).isCloseTo(2, within(1e-6));
        assertThat(slowest.calls())
                .extracting(
                        BothSides.Call::tool,
                        BothSides.Call::fromMicros,
                        BothSides.Call::toMicros,
                        BothSides.Call::again)
                .containsExactly(
                        tuple(false, 10_000L, 20_000L, false),
                        tuple(false, 30_000L, 400_000L, true),
                        tuple(true, 400_000L, 600_000L, false));
        assertThat(sides.waterfalls().get(1).task()).isEqualTo(SidesRecord.mark(3));
    }
}
