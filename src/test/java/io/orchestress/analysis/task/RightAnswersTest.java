package io.orchestress.analysis.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.AnswerResults;
import io.orchestress.record.AnswerResults.Kind;
import io.orchestress.record.AnswerResults.Wrong;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.TaskLog;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Task n is of user n, starts at second n, is answered half a second later, and is right unless a row says otherwise. */
class RightAnswersTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int TASKS = 50;

    @TempDir
    private Path record;

    private final List<String> tasks = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private String callsEnd = "{\"calls\":1,\"lost\":0}\n";

    private static String mark(int task) {
        return "orc-%016x".formatted(0xabc00000L + task);
    }

    private void task(int n, long user, String more) {
        tasks.add(
                "{\"task\":\"%s\",\"phase\":\"steady\",\"request\":\"simple task\",\"user\":%d,\"start\":%d,\"first\":%d,\"end\":%d,%s}"
                        .formatted(mark(n), user, n * 1_000_000_000L, 1, n * 1_000_000_000L + 500_000_000L, more));
    }

    private void call(int task, String kind, String name, String more) {
        calls.add(
                "{\"n\":%d,\"kind\":\"%s\",\"name\":\"%s\",\"task\":\"%s\",\"script\":\"s\",\"start\":%d,\"first\":1,\"end\":%d,\"status\":200,\"outcome\":\"answered\",\"in\":1,\"out\":1%s}"
                        .formatted(
                                calls.size() + 1,
                                kind,
                                name,
                                mark(task),
                                task * 1_000_000_000L + 100_000_000L,
                                task * 1_000_000_000L + 200_000_000L,
                                more));
    }

    private void healthy(int... without) {
        for (int n = 1; n <= TASKS; n++) {
            int number = n;
            if (java.util.Arrays.stream(without).noneMatch(one -> one == number)) {
                task(n, n, "\"outcome\":\"ok\",\"accepted\":true,\"found\":true,\"ended\":true");
            }
            call(n, "chat", "m", "");
            call(n, "tool", "record", ",\"effect\":true");
        }
    }

    private AnswerResults results(PlannedPhase... plan) {
        try {
            String clock = "{\"nanos\":0,\"at\":\"" + START + "\"}\n";
            Files.writeString(
                    record.resolve(TaskLog.FILE),
                    clock + String.join("\n", tasks) + "\n{\"tasks\":" + tasks.size() + ",\"lost\":0}\n");
            Files.writeString(record.resolve(CallLog.FILE), clock + String.join("\n", calls) + "\n" + callsEnd);
            return RightAnswers.of(record, List.of(plan), START).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aHealthyRunHasNothingWrong() {
        healthy();
        assertThat(results())
                .isEqualTo(new AnswerResults(
                        TASKS, TASKS, TASKS, 0, 0, TASKS, 0, 0, TASKS, 0, 0, 0, TASKS, 0, "", List.of()));
    }

    @Test
    void withoutALogNothingIsSaid() {
        assertThat(RightAnswers.of(record, List.of(), START)).isEmpty();
    }

    /** Task 7 in place of the healthy one; 8 is of another user, 9 of the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "outcome":"ok","others":["orc-00000000abc00008"]                                        | CROSSED
            "outcome":"ok","found":true,"ended":true,"others":["orc-00000000abc00008"]              | CROSSED
            "outcome":"timeout","others":["orc-00000000abc00008"]                                   | CROSSED
            "outcome":"ok","found":true,"ended":true,"others":["orc-0000000000000666"]              | CROSSED
            "outcome":"ok","others":["orc-00000000abc00009"]                                        | MISORDERED
            "outcome":"ok","found":true,"ended":true,"others":["orc-00000000abc00009"]              |
            "outcome":"ok","found":true,"ended":true,"answers":2                                    | DUPLICATED
            "outcome":"ok","found":true                                                             | CUT
            "outcome":"no-end","found":true,"cut":true,"accepted":true                              | CUT
            "outcome":"no-end","cut":true,"left":1,"by":"drop"                                      |
            "outcome":"timeout","accepted":true                                                     | LOST
            "outcome":"http-404","accepted":true                                                    | LOST
            "outcome":"timeout"                                                                     |
            "outcome":"http-500","accepted":true                                                    |
            "outcome":"unfinished","accepted":true                                                  |
            "outcome":"timeout","accepted":true,"left":1,"by":"cancel"                              |
            "outcome":"task-failed","accepted":true                                                 |
            """)
    void oneTaskAmongOthers(String seven, Kind expected) {
        healthy(7, 9);
        task(7, 7, seven);
        task(9, 7, "\"outcome\":\"ok\",\"found\":true,\"ended\":true");
        AnswerResults results = results();
        assertThat(results.examples())
                .extracting(Wrong::kind)
                .isEqualTo(expected == null ? List.of() : List.of(expected));
        assertThat(List.of(results.crossed(), results.misordered(), results.duplicated(), results.cut(), results.lost())
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(expected == null ? 0 : 1);
    }

    /** The others of its kind took half a second: more than a whole one is not slow, but lost. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "outcome":"http-404","accepted":true                                     | 1
            "outcome":"http-410","accepted":true                                     | 1
            "outcome":"timeout","accepted":true,"end":8000000000                     | 0
            "outcome":"timeout","accepted":true,"end":8000000001                     | 1
            "outcome":"timeout","accepted":true,"end":9000000000,"request":"long"    | 0
            "outcome":"timeout","accepted":true,"end":9000000000,"size":"large"      | 0
            "outcome":"ok","accepted":true,"found":true,"ended":true                 | 0
            """)
    void whatNoFullMachineExplainsIsLostAnyway(String seven, long anyway) {
        healthy(7);
        task(7, 7, seven);
        assertThat(results().lostAnyway()).isEqualTo(anyway);
    }

    @Test
    void aCrossedAnswerNamesBothTasksAndTheTime() {
        healthy(7);
        task(7, 7, "\"outcome\":\"ok\",\"others\":[\"" + mark(8) + "\"]");
        assertThat(results().examples())
                .containsExactly(new Wrong(
                        Kind.CROSSED,
                        mark(7),
                        mark(8),
                        "simple task",
                        "steady",
                        7.5,
                        7.5,
                        "the answer holds the mark of another user's task"));
    }

    /** A target that batches two tasks in one call; texts that are embedded together are no such call. */
    @ParameterizedTest
    @CsvSource({"chat,1", "responses,1", "messages,1", "tool,1", "embeddings,0", "other,0"})
    void aCallOfTwoTasksIsCrossed(String kind, int crossed) {
        healthy();
        call(7, kind, "x", ",\"others\":[\"" + mark(8) + "\",\"" + mark(9) + "\"]");
        call(7, kind, "x", ",\"others\":[\"" + mark(8) + "\"]");
        AnswerResults results = results();
        assertThat(results.crossed()).isEqualTo(crossed);
        assertThat(results.mixedCalls()).isEqualTo(2 * crossed);
    }

    /** What the same user said before is context. */
    @Test
    void earlierTurnsOfAConversationMayBeInACall() {
        healthy(9);
        task(9, 7, "\"outcome\":\"ok\",\"found\":true,\"ended\":true");
        call(9, "chat", "m", ",\"others\":[\"" + mark(7) + "\"]");
        assertThat(results().crossed()).isZero();
    }

    @Test
    void anEffectIsOnceForATaskToolAndTurn() {
        healthy();
        call(7, "tool", "other", ",\"effect\":true");
        call(7, "tool", "record", ",\"turn\":3,\"effect\":true");
        call(7, "tool", "record", "");
        assertThat(results().duplicated()).isZero();
        call(7, "tool", "record", ",\"effect\":true");
        AnswerResults results = results();
        assertThat(results.duplicated()).isEqualTo(1);
        assertThat(results.examples(Kind.DUPLICATED)).singleElement().satisfies(wrong -> {
            assertThat(wrong.task()).isEqualTo(mark(7));
            assertThat(wrong.atSeconds()).isEqualTo(7.1);
        });
    }

    /** A workflow of three agents runs the script three times for one task, and its models ask for the tool each time. */
    @Test
    void aScriptThatIsRunAgainIsNoDuplicate() {
        healthy();
        for (int agent = 0; agent < 3; agent++) {
            call(7, "chat", "m", ",\"asked\":1");
        }
        call(7, "tool", "record", ",\"effect\":true");
        call(7, "tool", "record", ",\"effect\":true");
        assertThat(results().duplicated()).isZero();
        call(7, "tool", "record", ",\"effect\":true");
        assertThat(results().duplicated()).isEqualTo(1);
    }

    @Test
    void effectsOfNobodyAreCounted() {
        healthy();
        calls.add(
                "{\"n\":1,\"kind\":\"tool\",\"name\":\"record\",\"start\":1,\"first\":1,\"end\":2,\"status\":200,\"outcome\":\"answered\",\"effect\":true}");
        assertThat(results())
                .extracting(AnswerResults::unbookedEffects, AnswerResults::duplicated)
                .containsExactly(1L, 0L);
    }

    /** A target that strips marks: its answers are neither right nor wrong. */
    @Test
    void answersWithoutMarksAreCounted() {
        for (int n = 1; n <= TASKS; n++) {
            task(n, n, "\"outcome\":\"ok\"");
        }
        assertThat(results())
                .extracting(AnswerResults::unmarked, AnswerResults::cut)
                .containsExactly((long) TASKS, 0L);
    }

    /** Where a script's answers have no end, or a request shows none of them, none is cut. */
    @Test
    void anEndIsWantedWhereOthersHaveIt() {
        for (int n = 1; n <= TASKS; n++) {
            task(n, n, "\"outcome\":\"ok\",\"found\":true");
            call(n, "chat", "m", "");
        }
        assertThat(results().cut()).isZero();
    }

    @Test
    void whatIsLostInAFaultIsTheFaultsDoing() {
        healthy(7);
        task(7, 7, "\"outcome\":\"timeout\",\"accepted\":true");
        assertThat(results(new PlannedPhase("outage", PhaseKind.FAULT, true, 7, 8, 1, 1))
                        .lost())
                .isZero();
        assertThat(results(new PlannedPhase("outage", PhaseKind.FAULT, true, 8, 9, 1, 1))
                        .lost())
                .isEqualTo(1);
    }

    @Test
    void aLogThatIsNotWholeIsInDoubt() throws IOException {
        healthy(8);
        task(7, 7, "\"outcome\":\"ok\",\"found\":true,\"ended\":true,\"others\":[\"" + mark(8) + "\"]");
        results();
        Path log = record.resolve(TaskLog.FILE);
        List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, lines.size() - 1));
        AnswerResults results = RightAnswers.of(record, List.of(), START).orElseThrow();
        assertThat(results.doubt()).contains("tasks.jsonl has no end");
        assertThat(results.crossed())
                .as("whose mark it is may stand in what is missing")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"calls":1,"lost":2} | 2 calls could not be written to backend-calls.jsonl
            {"n":                | backend-calls.jsonl has no end; 1 line of backend-calls.jsonl cannot be read
            """)
    void aJournalThatIsNotWholeIsInDoubt(String end, String doubt) {
        healthy();
        callsEnd = end;
        assertThat(results().doubt()).isEqualTo(doubt);
    }

    @Test
    void tablesGrow() {
        MarkTable table = new MarkTable(5_000);
        for (int i = 0; i < 6_000; i++) {
            assertThat(table.put(MarkTable.key(mark(i)), i)).isEqualTo(i < 5_000);
        }
        for (int i = 0; i < 6_000; i++) {
            assertThat(table.get(MarkTable.key(mark(i)))).isEqualTo(i < 5_000 ? i : MarkTable.NONE);
        }
        assertThat(MarkTable.key("no mark at all!!!")).isEqualTo(MarkTable.hash("no mark at all!!!"));
    }
}
