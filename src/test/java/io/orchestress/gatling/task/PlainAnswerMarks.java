package io.orchestress.gatling.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orchestress.backend.call.TaskNonce;
import io.orchestress.record.task.TaskRow;
import io.orchestress.transport.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The marks in what a target answers to one task. A stream brings a mark in pieces: texts that stand at the same place of one event after the
 * other are read as one text. What is kept does not grow with the answer. Not safe for use by several threads.
 */
final class PlainAnswerMarks {
    /** What a script puts before the last mark of an answer. */
    static final String END = "end of ";

    /** Places of texts in events of which the last characters are kept; texts at further ones are read by themselves. */
    private static final int MOST_PLACES = 64;

    /** Characters that a mark and the words before it may still need. */
    private static final int KEPT = TaskNonce.LENGTH + Math.max(END.length(), MarkedPrompt.BEFORE.length());

    /** Of an element of a list: its place, wherever in the list it stands. */
    private static final String INDEX = "index";

    private static final int DEEPEST = 64;
    private static final int WINDOW = 1 << 16;
    private static final int LONGEST_PARSED = 1 << 20;
    private static final int PRIME = 31;
    private static final JsonFactory JSON = new JsonFactory();

    private final String own;
    private final Map<Long, Text> places = new HashMap<>();
    private final List<String> others = new ArrayList<>(0);
    private boolean found;
    private boolean ended;
    private int answers;
    private Texts texts = Texts.GO_ON_OR_REPEAT;

    /** One text that comes in pieces: its last characters, its last piece where it ended, and how often it has ended. */
    private static final class Text {
        private String tail = "";
        private int end;
        private int ends;
    }

    PlainAnswerMarks(String own) {
        this.own = own;
    }

    /** The own mark is there, elsewhere than in an echo of the prompt. */
    boolean found() {
        return found;
    }

    /** Different marks of others, {@link TaskRow#MOST_OTHERS} at most. */
    List<String> others() {
        return others;
    }

    /** The end of a script's answer stands in it. */
    boolean ended() {
        return ended;
    }

    /** How often the end of a script's answer stands in one text, be it behind the end of a stream. */
    int answers() {
        return answers;
    }

    /** Another answer begins: its texts do not go on with those of the one before. */
    void begins() {
        places.clear();
    }

    /**
     * One event of a stream.
     *
     * @param stand of its texts to those before
     */
    void event(String data, Texts stand) {
        texts = stand;
        if (!texts(data)) {
            piece(0, data);
        }
        ended |= answers > 0;
    }

    /** One behind the end of a stream. What whoever waits for the answer does not see is not found. */
    void after(String data, Texts stand) {
        boolean foundBefore = found;
        boolean endedBefore = ended;
        event(data, stand);
        found = foundBefore;
        ended = endedBefore;
    }

    /** A body, or a part of one. */
    void body(byte[] body) {
        read(body);
        ended |= answers > 0;
    }

    private void read(byte[] body) {
        texts = Texts.GO_ON_OR_REPEAT;
        int before = answers;
        Text all = new Text();
        for (int from = 0; from < body.length; from += WINDOW) {
            int length = Math.min(WINDOW, body.length - from);
            add(all, new String(body, from, length, StandardCharsets.ISO_8859_1));
        }
        if (all.ends > 1) {
            // Twice in one text, or once in each of two: an answer beside a history that has it, too.
            answers = before;
            boolean parsed = body.length <= LONGEST_PARSED && texts(new String(body, StandardCharsets.UTF_8));
            answers = Math.max(answers, parsed ? 1 : Math.max(1, before));
        }
    }

    /** Reads all texts of some JSON; returns whether it is JSON that can be read. */
    private boolean texts(String json) {
        if (json.isEmpty() || (json.charAt(0) != '{' && json.charAt(0) != '[')) {
            return false;
        }
        long[] above = new long[DEEPEST];
        long[] index = new long[DEEPEST];
        boolean[] isArray = new boolean[DEEPEST];
        int depth = 0;
        long place = 1;
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT, START_ARRAY -> {
                        if (++depth >= DEEPEST) {
                            return false;
                        }
                        above[depth] = token == JsonToken.START_ARRAY ? place * PRIME + 1 : place;
                        index[depth] = 0;
                        isArray[depth] = token == JsonToken.START_ARRAY;
                        place = above[depth];
                    }
                    case END_OBJECT, END_ARRAY -> place = after(above, index, --depth);
                    case FIELD_NAME ->
                        place = above[depth] * PRIME + parser.currentName().hashCode();
                    case VALUE_STRING -> {
                        piece(place, parser.getText());
                        place = after(above, index, depth);
                    }
                    case VALUE_NUMBER_INT -> {
                        if (isArray[Math.max(0, depth - 1)] && INDEX.equals(parser.currentName())) {
                            // The first in its list, and not the first of its kind: a list of one, of several choices.
                            above[depth] += PRIME * (long) parser.getValueAsInt();
                        }
                        place = after(above, index, depth);
                    }
                    default -> place = after(above, index, depth);
                }
            }
            return depth == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The place behind a value; in an object its next name says it. */
    private static long after(long[] above, long[] index, int depth) {
        return above[depth] * PRIME + ++index[depth];
    }

    private void piece(long place, String piece) {
        Text text = places.get(place);
        if (text == null) {
            text = new Text();
            if (places.size() < MOST_PLACES) {
                places.put(place, text);
            }
        }
        add(text, piece);
    }

    private void add(Text text, String piece) {
        String all = text.tail.isEmpty() ? piece : text.tail.concat(piece);
        int known = text.tail.length();
        int ends = 0;
        boolean beginsHere = false;
        int from = 0;
        for (int at = next(all, from); at >= 0; at = next(all, at + TaskNonce.LENGTH)) {
            if (at + TaskNonce.LENGTH <= known) {
                continue; // told with the piece before
            }
            if (!all.startsWith(own, at)) {
                other(all, at);
            } else if (isAfter(all, at, MarkedPrompt.BEFORE)) {
                continue;
            } else if (isAfter(all, at, END)) {
                ends++;
            } else {
                beginsHere = at >= known;
            }
            found |= all.startsWith(own, at);
        }
        // A piece that has beginning and end, or is the one that ended before, may be the whole answer once more.
        boolean mayRepeat = texts != Texts.GO_ON && (beginsHere || (ends > 0 && text.end == piece.hashCode()));
        int before = texts == Texts.BEGIN ? 0 : text.ends;
        text.ends = mayRepeat ? Math.max(before, ends) : before + ends;
        text.end = ends > 0 ? piece.hashCode() : 0;
        answers = Math.max(answers, text.ends);
        text.tail = all.length() <= KEPT ? all : all.substring(all.length() - KEPT);
    }

    private static int next(String all, int from) {
        return all.length() - from < TaskNonce.LENGTH ? -1 : TaskNonce.next(all, from);
    }

    private static boolean isAfter(String all, int at, String words) {
        return all.regionMatches(true, at - words.length(), words, 0, words.length());
    }

    private void other(String all, int at) {
        if (others.size() == TaskRow.MOST_OTHERS) {
            return;
        }
        String mark = all.substring(at, at + TaskNonce.LENGTH);
        if (!others.contains(mark)) {
            others.add(mark);
        }
    }
}
