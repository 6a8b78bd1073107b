package io.orchestress.gatling.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.task.TaskRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerMarksTest {
    private static final String OWN = "orc-00000000000000aa";
    private static final String OTHER = "orc-00000000000000bb";

    private final AnswerMarks marks = new AnswerMarks(OWN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {"output":"Done orc-00000000000000aa."}                                          | true  | -                    | 0
            {"output":"Done orc-00000000000000aa. End of orc-00000000000000aa."}             | true  | -                    | 1
            {"output":"End of orc-00000000000000aa."}                                        | true  | -                    | 1
            Done orc-00000000000000aa                                                        | true  | -                    | 0
            {"prompt":"Do (task reference: orc-00000000000000aa)"}                           | false | -                    | 0
            {"prompt":"Do (task reference: orc-00000000000000aa)","o":"orc-00000000000000aa"}| true  | -                    | 0
            {"output":"Done orc-00000000000000bb."}                                          | false | orc-00000000000000bb | 0
            {"prompt":"Do (task reference: orc-00000000000000bb)"}                           | false | orc-00000000000000bb | 0
            {"output":"orc-00000000000000aa0"}                                               | false | -                    | 0
            {"output":"Done."}                                                               | false | -                    | 0
            {"a":"Of orc-00000000000000aa. End of orc-00000000000000aa. Of orc-00000000000000aa. End of orc-00000000000000aa."} | true | - | 2
            {"a":"Of orc-00000000000000aa. End of orc-00000000000000aa.","b":"Of orc-00000000000000aa. End of orc-00000000000000aa."} | true | - | 1
            """)
    void bodies(String body, boolean found, String others, int answers) {
        marks.body(body.getBytes(UTF_8));
        assertFound(found, others, answers);
    }

    private void assertFound(boolean found, String others, int answers) {
        assertThat(marks.found()).isEqualTo(found);
        assertThat(marks.others()).isEqualTo(others == null ? List.of() : List.of(others.split(",")));
        assertThat(marks.answers()).isEqualTo(answers);
    }

    /** Wherever a stream is cut into pieces. */
    @Test
    void piecesOfAStreamAreOneText() {
        String text = "Task " + OWN + " is done, not " + OTHER + ". It took two words. End of " + OWN + ".";
        for (int length = 1; length <= text.length(); length++) {
            AnswerMarks each = new AnswerMarks(OWN);
            for (String piece : pieces(text, length)) {
                each.event("{\"id\":\"chat-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + piece + "\"}}]}");
            }
            assertThat(each.found()).as("%d", length).isTrue();
            assertThat(each.others()).as("%d", length).containsExactly(OTHER);
            assertThat(each.answers()).as("%d", length).isEqualTo(1);
        }
    }

    @Test
    void piecesOfPlainTextAreOneText() {
        pieces("so " + OWN + " ends", 3).forEach(marks::event);
        assertFound(true, null, 0);
    }

    /** Two streams of text in one are not mixed up, and neither are two answers. */
    @Test
    void whatStandsElsewhereIsAnotherText() {
        marks.event("{\"a\":\"orc-00000000\",\"b\":\"x\"}");
        marks.event("{\"b\":\"000000aa\",\"a\":\"y\"}");
        marks.event("[{\"t\":\"orc-00000000\"},{\"t\":\"000000aa\"}]");
        marks.event("{\"c\":\"orc-00000000\"}");
        marks.begins();
        marks.event("{\"c\":\"000000aa\"}");
        assertFound(false, null, 0);
    }

    /** A stream that repeats all of its state with each event has answered once. */
    @Test
    void aStateThatComesAgainIsNoSecondAnswer() {
        String state = "{\"messages\":[{\"content\":\"Task " + OWN + " is done. End of " + OWN + ".\"}]}";
        marks.event(state);
        marks.event(state);
        marks.event("{\"messages\":[{\"content\":\"Task " + OWN + " is\"}]}");
        assertThat(marks.answers()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsStreamedTwiceIsSeen() {
        String text = "Task " + OWN + " is done. End of " + OWN + ".";
        pieces(text + " " + text, 7).forEach(piece -> marks.event("{\"delta\":\"" + piece + "\"}"));
        assertFound(true, null, 2);
    }

    @Test
    void aMillionMarksAreBounded() {
        StringBuilder hostile = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            hostile.append(String.format("orc-%016x ", i + 1_000L));
        }
        marks.body(hostile.toString().getBytes(UTF_8));
        assertThat(marks.others()).hasSize(TaskRow.MOST_OTHERS);
        for (int i = 0; i < 10_000; i++) {
            marks.event("{\"name" + i + "\":\"orc-0\"}");
        }
        marks.event("[".repeat(100_000));
        marks.event("{\"a\":\"" + OWN + " not closed");
        assertThat(marks.found()).isTrue();
    }

    /** A mark across the windows in which a long body is read. */
    @Test
    void aLongBodyIsReadWhole() {
        for (int before = (1 << 16) - 60; before < (1 << 16) + 10; before++) {
            AnswerMarks each = new AnswerMarks(OWN);
            String body = "x".repeat(before) + " (task reference: " + OTHER + ") End of " + OWN + " " + "y".repeat(100);
            each.body(body.getBytes(UTF_8));
            assertThat(each.found()).as("%d", before).isTrue();
            assertThat(each.answers()).as("%d", before).isEqualTo(1);
            assertThat(each.others()).as("%d", before).containsExactly(OTHER);
        }
    }

    private static List<String> pieces(String text, int length) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); from += length) {
            pieces.add(text.substring(from, Math.min(text.length(), from + length)));
        }
        return pieces;
    }
}
