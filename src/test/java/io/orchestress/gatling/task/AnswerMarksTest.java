package io.orchestress.gatling.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.task.TaskRow;
import io.orchestress.transport.Texts;
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
                each.event(
                        "{\"id\":\"chat-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + piece + "\"}}]}",
                        Texts.GO_ON);
            }
            assertThat(each.found()).as("%d", length).isTrue();
            assertThat(each.others()).as("%d", length).containsExactly(OTHER);
            assertThat(each.answers()).as("%d", length).isEqualTo(1);
        }
    }

    @Test
    void piecesOfPlainTextAreOneText() {
        pieces("so " + OWN + " ends", 3).forEach(this::event);
        assertFound(true, null, 0);
    }

    /** Two streams of text in one are not mixed up, and neither are two answers. */
    @Test
    void whatStandsElsewhereIsAnotherText() {
        event("{\"a\":\"orc-00000000\",\"b\":\"x\"}");
        event("{\"b\":\"000000aa\",\"a\":\"y\"}");
        event("[{\"t\":\"orc-00000000\"},{\"t\":\"000000aa\"}]");
        event("{\"c\":\"orc-00000000\"}");
        marks.begins();
        event("{\"c\":\"000000aa\"}");
        assertFound(false, null, 0);
    }

    /** A stream that repeats all of its state with each event has answered once. */
    @Test
    void aStateThatComesAgainIsNoSecondAnswer() {
        String state = "{\"messages\":[{\"content\":\"Task " + OWN + " is done. End of " + OWN + ".\"}]}";
        event(state);
        event(state);
        event("{\"messages\":[{\"content\":\"Task " + OWN + " is\"}]}");
        assertThat(marks.answers()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsStreamedTwiceIsSeen() {
        String text = "Task " + OWN + " is done. End of " + OWN + ".";
        pieces(text + " " + text, 7).forEach(piece -> event("{\"delta\":\"" + piece + "\"}"));
        assertFound(true, null, 2);
    }

    /** A piece that is a whole answer: once more in what adds up, again in what may repeat, another in what begins. */
    @ParameterizedTest
    @CsvSource({"GO_ON, 2", "GO_ON_OR_REPEAT, 1", "BEGIN, 1"})
    void aWholeAnswerBehindItsPieces(Texts stand, int answers) {
        String text = "Task " + OWN + " is done. End of " + OWN + ".";
        pieces(text, 9).forEach(piece -> marks.event("{\"delta\":\"" + piece + "\"}", Texts.GO_ON));
        marks.event("{\"delta\":\"" + text + "\"}", stand);
        assertFound(true, null, answers);
    }

    /** An answer that has its mark at its end only. */
    @Test
    void aStateWithoutABeginningThatComesAgain() {
        String state = "{\"output\":\"Done. End of " + OWN + ".\"}";
        event(state);
        event(state);
        event(state);
        assertFound(true, null, 1);
    }

    /** Choices of one answer are not one text, in whatever order they come. */
    @Test
    void severalChoicesAreSeveralTexts() {
        String text = "Task " + OWN + " is done. End of " + OWN + ".";
        for (int length = 1; length < 80; length += 7) {
            AnswerMarks each = new AnswerMarks(OWN);
            for (String piece : pieces(text, length)) {
                for (int choice = 0; choice < 3; choice++) {
                    each.event(
                            "{\"choices\":[{\"index\":" + choice + ",\"delta\":{\"content\":\"" + piece + "\"}}]}",
                            Texts.GO_ON);
                }
            }
            assertThat(each.answers()).as("%d", length).isEqualTo(1);
        }
    }

    @Test
    void whatStandsBehindTheEndIsASecondAnswerAndNotTheFirst() {
        String text = "{\"delta\":\"Task " + OWN + " is done. End of " + OWN + ".\"}";
        marks.after(text, Texts.GO_ON);
        assertThat(marks.found()).isFalse();
        assertThat(marks.ended()).isFalse();
        event("{\"delta\":\"Task " + OWN + " is done. End of " + OWN + ".\"}");
        marks.after("{\"other\":\"" + OTHER + "\"}", Texts.GO_ON);
        assertThat(marks.ended()).isTrue();
        assertThat(marks.found()).isTrue();
        assertThat(marks.others()).containsExactly(OTHER);
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
            event("{\"name" + i + "\":\"orc-0\"}");
        }
        event("[".repeat(100_000));
        event("{\"a\":\"" + OWN + " not closed");
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

    /** Texts that stay the same from event to event, and make a mark all the same. */
    @Test
    void theSamePieceAgainAndAgain() {
        event("{\"c\":\"orc-\"}");
        for (int i = 1; i < 16; i++) {
            event("{\"id\":\"1\",\"c\":\"0\"}");
            assertFound(false, null, 0);
        }
        event("{\"id\":\"1\",\"c\":\"0\"}");
        assertFound(false, "orc-0000000000000000", 0);
    }

    @Test
    void theSameEndAgainAndAgain() {
        for (int i = 1; i < 9; i++) {
            marks.event("{\"id\":\"1\",\"c\":\" End of " + OWN + "\"}", Texts.GO_ON);
            assertFound(true, null, i);
        }
    }

    /** One that stays the same stands between the pieces of the other. */
    @Test
    void twoTextsOfOneName() {
        for (String piece : List.of("a", "b", "c", "d", "orc-00000000", "000000aa", "e")) {
            event("{\"a\":\"x\",\"a\":\"" + piece + "\"}");
        }
        assertFound(false, null, 0);
    }

    /** What stayed the same is still known when another text comes at its place. */
    @Test
    void whatStayedTheSameStandsBeforeWhatComes() {
        for (int i = 0; i < 7; i++) {
            event("{\"a\":\" End of \",\"b\":\"" + i + "\"}");
        }
        event("{\"a\":\"" + OWN + "\",\"b\":\"x\"}");
        assertFound(true, null, 1);
    }

    private void event(String data) {
        marks.event(data, Texts.GO_ON_OR_REPEAT);
    }

    private static List<String> pieces(String text, int length) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); from += length) {
            pieces.add(text.substring(from, Math.min(text.length(), from + length)));
        }
        return pieces;
    }
}
