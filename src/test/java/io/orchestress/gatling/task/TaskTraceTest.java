package io.orchestress.gatling.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.backend.call.TaskNonce;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.task.TaskRow;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.Texts;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskTraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final List<TaskRow> rows = new ArrayList<>();
    private final TaskMarks marks = new TaskMarks(5, 0, rows::add, () -> {}, phase -> "phase " + phase);
    private final TaskTrace task = marks.begin(1, "simple task", "simple", 9, "quiet", TRACE);

    @Test
    void aTaskOfOneCall() {
        task.callStarts(sent("do " + task.mark()), 100);
        task.head(200, 150);
        task.body(("done " + task.mark()).getBytes(UTF_8));
        task.callEnds(FailureClass.OK, 160);
        task.ends(false);
        task.isCutOff();
        assertThat(rows).containsExactly(row(task.mark(), 100, 150, 160, TaskRow.OK, false, true));
    }

    private static TaskRow row(
            String mark, long start, long first, long end, String outcome, boolean accepted, boolean found) {
        return new TaskRow(
                mark,
                "phase 1",
                "simple task",
                "simple",
                9,
                "quiet",
                "",
                -1,
                start,
                first,
                end,
                outcome,
                accepted,
                0,
                TaskRow.By.NOTHING,
                found,
                List.of(),
                false,
                false,
                0,
                TRACE);
    }

    /** The time to the first byte is that of the answer, not that of the acceptance. */
    @Test
    void aTaskThatIsPolled() {
        task.callStarts(sent("do " + task.mark()), 100);
        task.head(200, 110);
        task.body("{\"id\":1}".getBytes(UTF_8));
        task.callEnds(FailureClass.OK, 120);
        task.callStarts(sent(""), 200);
        task.head(200, 210);
        task.body(task.mark().getBytes(UTF_8));
        task.callEnds(FailureClass.OK, 220);
        task.ends(false);
        assertThat(rows).containsExactly(row(task.mark(), 100, 210, 220, TaskRow.OK, true, true));
    }

    /** What was made before the task, such as a thread, is not its acceptance. */
    @Test
    void onlyWhatCarriesTheMarkIsTheTask() {
        task.callStarts(sent("{}"), 100);
        task.callEnds(FailureClass.OK, 120);
        task.callStarts(sent(task.mark()), 130);
        task.callEnds(FailureClass.TIMEOUT, 140);
        task.ends(true);
        assertThat(rows).containsExactly(row(task.mark(), 100, 0, 140, "timeout", false, false));
    }

    @Test
    void aTaskThatWasAcceptedAndNeverEnded() {
        task.callStarts(sent(task.mark()), 100);
        task.head(200, 110);
        task.callEnds(FailureClass.OK, 120);
        task.isCutOff();
        assertThat(rows).containsExactly(row(task.mark(), 100, 110, 0, "unfinished", true, false));
    }

    @Test
    void aStreamIsAcceptedByItsFirstEventAndCutWithoutItsEnd() {
        task.callStarts(sent(task.mark()), 100);
        task.head(200, 110);
        task.event("{\"t\":\"" + task.mark().substring(0, 9) + "\"}", Texts.GO_ON, 130);
        task.event("{\"t\":\"" + task.mark().substring(9) + "\"}", Texts.GO_ON, 140);
        task.callEnds(FailureClass.NO_END, 150);
        task.ends(true);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.firstNanos()).isEqualTo(130);
            assertThat(row.accepted()).isTrue();
            assertThat(row.found()).isTrue();
            assertThat(row.cut()).isTrue();
            assertThat(row.outcome()).isEqualTo("no-end");
        });
    }

    private void streamed(TaskTrace one) {
        one.callStarts(sent(one.mark()), 100);
        one.event("{\"t\":\"Of " + one.mark() + ". End of " + one.mark() + ".\"}", Texts.GO_ON, 110);
        one.restBegins();
        one.callEnds(FailureClass.OK, 120);
        one.ends(false);
    }

    /** Its times are those of its end, its answers those of all that was read. */
    @Test
    void aSecondAnswerBehindTheEndIsInTheRow() {
        streamed(task);
        assertThat(rows).isEmpty();
        task.after("{\"t\":\"Of " + task.mark() + ". End of " + task.mark() + ".\"}", Texts.GO_ON);
        task.restEnds();
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.endNanos()).isEqualTo(120);
            assertThat(row.answers()).isEqualTo(2);
            assertThat(row.isOk()).isTrue();
        });
    }

    @Test
    void aRowIsWrittenAtTheEndOfTheRunWhateverMayStillCome() {
        TaskTrace other = marks.begin(0, "simple task", "simple", 10, "", "");
        streamed(task);
        streamed(other);
        other.restEnds();
        assertThat(rows).extracting(TaskRow::task).containsExactly(other.mark());
        marks.close();
        task.restEnds();
        marks.close();
        assertThat(rows).extracting(TaskRow::task).containsExactly(other.mark(), task.mark());
    }

    @Test
    void whereNothingWasSentThereIsNoRow() {
        task.ends(true);
        task.isCutOff();
        assertThat(rows).isEmpty();
    }

    @Test
    void turnsOfAConversationFollowEachOther() {
        task.opensConversation();
        task.callStarts(sent(""), 100);
        task.callEnds(FailureClass.OK, 120);
        TaskTrace second = task.next();
        second.callStarts(sent(""), 200);
        second.callEnds(FailureClass.OK, 220);
        second.ends(false);
        assertThat(rows).extracting(TaskRow::conversation).containsOnly(task.mark());
        assertThat(rows).extracting(TaskRow::place).containsExactly(0, 1);
        assertThat(rows).extracting(TaskRow::trace).containsOnly(TRACE);
        assertThat(rows).extracting(TaskRow::task).containsExactly(task.mark(), second.mark());
    }

    /** Ended well after 40, failed after 500; left at 900. */
    @Test
    void theTargetIsObservedFromTheLastLeaving() {
        assertThat(marks.observedUntilNanos(1_000, 50)).as("nobody has left").isZero();
        task.callStarts(sent(""), 100);
        task.callEnds(FailureClass.OK, 140);
        task.ends(false);
        TaskTrace slow = marks.begin(0, "run", "", 1, "", "");
        slow.callStarts(sent(""), 100);
        slow.callEnds(FailureClass.TIMEOUT, 600);
        slow.ends(true);
        TaskTrace left = marks.begin(0, "run", "", 2, "", "");
        left.callStarts(sent(""), 800);
        left.left(TaskRow.By.CANCEL, 900);
        assertThat(marks.longestNanos()).isEqualTo(40);
        assertThat(marks.observedUntilNanos(910, 50)).isEqualTo(950);
        assertThat(marks.observedUntilNanos(1_000, 50))
                .as("it was observed until now")
                .isEqualTo(1_000);
    }

    @Test
    void marksAreUniqueInARunAndAcrossRuns() {
        Set<String> seen = new HashSet<>();
        TaskMarks other = new TaskMarks(6, 0, rows::add, () -> {}, phase -> "");
        TaskMarks last = new TaskMarks(6, -2, rows::add, () -> {}, phase -> "");
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(marks.mark())).isTrue();
            assertThat(seen.add(other.mark())).isTrue();
        }
        assertThat(List.of(last.mark(), last.mark(), last.mark()))
                .allMatch(TaskNonce::isNonce)
                .containsExactly("orc-00000006fffffffe", "orc-00000006ffffffff", "orc-0000000600000000");
    }

    @Test
    void aPromptIsMarkedOnceAndUnchangedOtherwise() {
        String once = task.marked("Compare 3 vendors.");
        assertThat(once).isEqualTo("Compare 3 vendors. (task reference: " + task.mark() + ")");
        assertThat(marks.begin(0, "", "", 1, "", "").marked(once))
                .startsWith("Compare 3 vendors. (task")
                .hasSize(once.length());
        assertThat(MarkedPrompt.plain(once)).isEqualTo("Compare 3 vendors.");
        for (String unmarked : List.of(
                "", ")", "x (task reference: orc-12)", task.mark(), "(task reference: " + task.mark() + ") x")) {
            assertThat(MarkedPrompt.plain(unmarked)).isEqualTo(unmarked);
        }
    }

    private static Outbound sent(String body) {
        return new Outbound.Http("POST", URI.create("http://127.0.0.1:1/x"), Map.of(), body.getBytes(UTF_8));
    }
}
