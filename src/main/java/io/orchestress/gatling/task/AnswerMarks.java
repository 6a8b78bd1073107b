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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The marks in what a target answers to one task. A stream brings a mark in pieces: texts that stand at the same place of one event after the
 * other are read as one text. What is kept does not grow with the answer. Not safe for use by several threads.
 *
 * <p>Each answer of a load is searched, so it is its bytes that are: an event that resembles the one before is read by its {@link EventShape}, another one by
 * {@link PlainJson}, and what neither can read by Jackson. What is found is the same in each way.
 */
final class AnswerMarks {
    private static final int WINDOW = 1 << 16;
    private static final int LONGEST_PARSED = 1 << 20;
    private static final byte[] NO_BYTES = {};
    /** Instead of the hash of a piece that is the first to end and the last that comes. */
    private static final int NOT_COMPARED = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private final String own;
    private @Nullable TextPlaces places;
    private List<String> others = List.of();
    private @Nullable EventShape shape;
    private boolean found;
    private boolean ended;
    private int answers;
    private Texts texts = Texts.GO_ON_OR_REPEAT;

    AnswerMarks(String own) {
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
        places = null;
        shape = null;
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
        MarkedText all = new MarkedText();
        for (int from = 0; from < body.length; from += WINDOW) {
            int to = Math.min(body.length, from + WINDOW);
            search(all, body, from, to, null, to < body.length);
            if (to < body.length) {
                all.append(body, from, to);
            }
        }
        if (all.ends() > 1) {
            // Twice in one text, or once in each of two: an answer beside a history that has it, too.
            answers = before;
            boolean parsed = body.length <= LONGEST_PARSED && texts(new String(body, StandardCharsets.UTF_8));
            answers = Math.max(answers, parsed ? 1 : Math.max(1, before));
        }
    }

    /** Reads all texts of some JSON; returns whether it is JSON that can be read. */
    private boolean texts(String json) {
        EventShape known = shape;
        boolean isJson = !json.isEmpty() && (json.charAt(0) == '{' || json.charAt(0) == '[');
        byte[] bytes = isJson ? json.getBytes(StandardCharsets.UTF_8) : NO_BYTES;
        boolean ascii = isJson && bytes.length == json.length();
        if (ascii && known != null && known.takes(bytes, this::add)) {
            return true;
        }
        if (known != null) {
            known.isLeft();
        }
        PlainJson read = PlainJson.ofThread();
        if (ascii && read.read(bytes)) {
            plain(bytes, read);
            return true;
        }
        return isJson && parsed(json);
    }

    private void plain(byte[] json, PlainJson read) {
        TextPlaces known = places();
        MarkedText[] of = new MarkedText[read.count()];
        for (int i = 0; i < of.length; i++) {
            of[i] = known.at(read.place(i), i);
            if (read.isEscaped(i)) {
                byte[] piece = read.unescaped(i);
                add(of[i], piece, 0, piece.length);
            } else {
                add(of[i], json, read.from(i), read.to(i));
            }
        }
        shape = known.isFull() ? null : EventShape.of(json, read, of);
    }

    private boolean parsed(String json) {
        long[] above = new long[PlainJson.DEEPEST];
        long[] index = new long[PlainJson.DEEPEST];
        boolean[] isList = new boolean[PlainJson.DEEPEST];
        int depth = 0;
        long place = 1;
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT, START_ARRAY -> {
                        if (++depth >= PlainJson.DEEPEST) {
                            return false;
                        }
                        isList[depth] = token == JsonToken.START_ARRAY;
                        above[depth] = isList[depth] ? place * PlainJson.PRIME + 1 : place;
                        index[depth] = 0;
                        place = above[depth];
                    }
                    case END_OBJECT, END_ARRAY -> place = after(above, index, --depth);
                    case FIELD_NAME ->
                        place = above[depth] * PlainJson.PRIME
                                + parser.currentName().hashCode();
                    case VALUE_STRING -> {
                        piece(place, parser.getText());
                        place = after(above, index, depth);
                    }
                    case VALUE_NUMBER_INT -> {
                        if (isList[Math.max(0, depth - 1)] && PlainJson.INDEX.equals(parser.currentName())) {
                            // The first in its list, and not the first of its kind: a list of one, of several choices.
                            above[depth] += PlainJson.PRIME * (long) parser.getValueAsInt();
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
        return above[depth] * PlainJson.PRIME + ++index[depth];
    }

    private void piece(long place, String piece) {
        byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
        add(places().at(place, 0), bytes, 0, bytes.length, piece);
    }

    private TextPlaces places() {
        TextPlaces known = places;
        if (known == null) {
            known = new TextPlaces();
            places = known;
        }
        return known;
    }

    private void add(MarkedText text, byte[] piece, int from, int to) {
        add(text, piece, from, to, null);
    }

    /** @param characters of the piece, where its bytes are not all of them */
    private void add(MarkedText text, byte[] piece, int from, int to, @Nullable String characters) {
        search(text, piece, from, to, characters, true);
        text.append(piece, from, to);
    }

    /**
     * What is complete with a piece that is about to be a part of the text.
     *
     * @param goesOn whether others come behind it
     */
    private void search(MarkedText text, byte[] piece, int from, int to, @Nullable String characters, boolean goesOn) {
        int ends = 0;
        boolean beginsHere = false;
        if (text.mayHold(piece, from, to)) {
            int known = text.known();
            byte[] all = known == 0 ? piece : text.with(piece, from, to);
            int start = known == 0 ? from : 0;
            int end = known == 0 ? to : all.length;
            for (int at = TaskNonce.next(all, start, end);
                    at >= 0;
                    at = TaskNonce.next(all, at + TaskNonce.LENGTH, end)) {
                if (at - start + TaskNonce.LENGTH <= known) {
                    continue; // told with the piece before
                }
                if (!isOwn(all, at)) {
                    other(all, at);
                } else if (MarkedText.isAfter(all, start, at, MarkedText.BEFORE)) {
                    continue;
                } else {
                    found = true;
                    if (MarkedText.isAfter(all, start, at, MarkedText.END)) {
                        ends++;
                    } else {
                        beginsHere = at - start >= known;
                    }
                }
            }
        }
        boolean isCompared = ends > 0 && (goesOn || text.lastEnd() != 0);
        ended(text, ends, beginsHere, isCompared ? hash(piece, from, to, characters) : ends == 0 ? 0 : NOT_COMPARED);
    }

    private void ended(MarkedText text, int ends, boolean beginsHere, int hash) {
        // A piece that has beginning and end, or is the one that ended before, may be the whole answer once more.
        boolean mayRepeat = texts != Texts.GO_ON && (beginsHere || (ends > 0 && text.lastEnd() == hash));
        int before = texts == Texts.BEGIN ? 0 : text.ends();
        text.ended(mayRepeat ? Math.max(before, ends) : before + ends, hash);
        answers = Math.max(answers, text.ends());
    }

    /** That of the text, as Java has it. */
    private static int hash(byte[] piece, int from, int to, @Nullable String characters) {
        return (characters == null ? new String(piece, from, to - from, StandardCharsets.ISO_8859_1) : characters)
                .hashCode();
    }

    private boolean isOwn(byte[] all, int at) {
        for (int i = own.length() - 1; i >= 0; i--) {
            if (all[at + i] != own.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void other(byte[] all, int at) {
        if (others.size() == TaskRow.MOST_OTHERS) {
            return;
        }
        String mark = new String(all, at, TaskNonce.LENGTH, StandardCharsets.ISO_8859_1);
        if (!others.contains(mark)) {
            others = new ArrayList<>(others);
            others.add(mark);
        }
    }
}
