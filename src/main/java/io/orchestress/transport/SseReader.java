package io.orchestress.transport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one event stream into events, as WHATWG HTML §9.2.6 says, wherever the bytes are split.
 *
 * <p>Departures. What is kept of an event must be UTF-8, while a browser would put replacement characters; what is skipped, which is
 * comments and unknown fields, is not looked at. The {@code id} of an event is its own; where the stream as a whole could be taken up
 * again is kept beside the events.
 *
 * <p>As the standard has it, an event that is not closed by a blank line before the stream ends is none: it may be a part of what
 * the server meant to send, and the clients of the agent protocols drop it too, so taking it would call good what their users
 * never see. A block without a {@code data} line is no event, one with an empty {@code data} line is. What is dropped so is not lost:
 * {@link #end()} tells it.
 */
public final class SseReader {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETRY = "retry".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** It was not said after how long the stream may be taken up again. */
    static final long NO_RETRY = -1;

    private final int longestEventBytes;
    private final Bytes line = new Bytes();
    private final Bytes data = new Bytes();
    private boolean firstLine = true;
    private boolean afterReturn;
    private boolean inComment;

    private boolean hasData;
    private String type = "";
    private @Nullable String id;
    private String lastEventId = "";
    private long retryMillis = NO_RETRY;
    private boolean malformed;
    private final Bytes skipped = new Bytes();

    /** @param longestEventBytes of its data and of the line that is being read */
    public SseReader(int longestEventBytes) {
        this.longestEventBytes = longestEventBytes;
    }

    /** The id of the last block that had one, whether or not there was data in it; empty: none. */
    String lastEventId() {
        return lastEventId;
    }

    /** The last {@code retry}, or {@link #NO_RETRY}. */
    long retryMillis() {
        return retryMillis;
    }

    /** What it takes to keep the event that is being read. */
    int keptBytes() {
        return line.capacity() + data.capacity();
    }

    /**
     * Reads the next bytes.
     *
     * @param receiver of the events that are complete with them; returns whether that was enough
     * @return null as long as the stream may go on; else COMPLETE when the receiver has enough, MALFORMED or TOO_LONG, and no more may be read
     */
    public @Nullable Ending read(byte[] bytes, int from, int to, Predicate<SseEvent> receiver) {
        int at = from;
        if (afterReturn && at < to) {
            afterReturn = false;
            if (bytes[at] == '\n') {
                at++;
            }
        }
        while (at < to) {
            int end = endOfLine(bytes, at, to);
            if (end == to) {
                return begun(bytes, at, to) ? null : Ending.TOO_LONG;
            }
            if (!fits(end - at)) {
                return Ending.TOO_LONG;
            }
            if (ended(bytes, at, end, receiver)) {
                return Ending.COMPLETE;
            }
            if (malformed) {
                return Ending.MALFORMED;
            }
            at = end + 1;
            if (bytes[end] == '\r') {
                if (at == to) {
                    afterReturn = true;
                } else if (bytes[at] == '\n') {
                    at++;
                }
            }
        }
        return null;
    }

    /**
     * To be called when the stream has come to its end, unless the receiver had enough: what no event was made of.
     *
     * @return what is left; nothing, as a rule
     */
    public SseRest end() {
        if (line.length() > 0) {
            int length = line.length();
            line.clear();
            line(line.array(), 0, length, event -> false);
        }
        Optional<SseEvent> unclosed = hasData ? Optional.of(event()) : Optional.empty();
        hasData = false;
        return new SseRest(unclosed, new String(skipped.array(), 0, skipped.length(), StandardCharsets.UTF_8));
    }

    private static int endOfLine(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    private boolean fits(int more) {
        return inComment || (long) line.length() + data.length() + more <= longestEventBytes;
    }

    /** Keeps the beginning of a line, unless it is a comment; returns whether it is not too long. */
    private boolean begun(byte[] bytes, int from, int to) {
        if (line.length() == 0 && bytes[from] == ':') {
            inComment = true;
        }
        if (inComment) {
            return true;
        }
        if (!fits(to - from)) {
            return false;
        }
        line.add(bytes, from, to);
        return true;
    }

    /** The rest of a line; returns whether the receiver has enough. */
    private boolean ended(byte[] bytes, int from, int to, Predicate<SseEvent> receiver) {
        if (inComment) {
            inComment = false;
            return false;
        }
        if (line.length() == 0) {
            return line(bytes, from, to, receiver);
        }
        line.add(bytes, from, to);
        int length = line.length();
        line.clear();
        return line(line.array(), 0, length, receiver);
    }

    private boolean line(byte[] bytes, int start, int to, Predicate<SseEvent> receiver) {
        int from = start;
        if (firstLine) {
            firstLine = false;
            if (to - from >= 3 && Arrays.equals(bytes, from, from + 3, BYTE_ORDER_MARK, 0, 3)) {
                from += 3;
            }
        }
        if (from == to) {
            return dispatched(receiver);
        }
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        int value = Math.min(to, colon + 1);
        if (value < to && bytes[value] == ' ') {
            value++;
        }
        field(bytes, from, colon, value, to);
        return false;
    }

    private void field(byte[] bytes, int name, int nameEnd, int value, int to) {
        if (Arrays.equals(bytes, name, nameEnd, DATA, 0, DATA.length)) {
            if (hasData) {
                data.add((byte) '\n');
            }
            hasData = true;
            data.add(bytes, value, to);
        } else if (Arrays.equals(bytes, name, nameEnd, EVENT, 0, EVENT.length)) {
            type = text(bytes, value, to);
        } else if (Arrays.equals(bytes, name, nameEnd, ID, 0, ID.length)) {
            String given = text(bytes, value, to);
            if (given.indexOf('\0') < 0) {
                id = given;
            }
        } else if (Arrays.equals(bytes, name, nameEnd, RETRY, 0, RETRY.length)) {
            String given = text(bytes, value, to);
            retryMillis = MILLIS.matcher(given).matches() ? Long.parseLong(given) : retryMillis;
        } else {
            skip(bytes, name, to);
        }
    }

    private void skip(byte[] bytes, int from, int to) {
        int room = SseRest.LONGEST_SKIPPED_BYTES - skipped.length();
        if (room > 1 && bytes[from] != ':') {
            if (skipped.length() > 0) {
                skipped.add((byte) '\n');
            }
            skipped.add(bytes, from, Math.min(to, from + room - 1));
        }
    }

    private SseEvent event() {
        String text = text(data.array(), 0, data.length());
        return new SseEvent(type.isEmpty() ? SseEvent.MESSAGE : type, text, id == null ? "" : id);
    }

    private boolean dispatched(Predicate<SseEvent> receiver) {
        boolean enough = false;
        if (id != null) {
            lastEventId = id;
        }
        if (hasData) {
            SseEvent event = event();
            if (!malformed) {
                enough = receiver.test(event);
            }
        }
        hasData = false;
        data.clear();
        type = "";
        id = null;
        return enough;
    }

    private String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            } catch (CharacterCodingException e) {
                malformed = true;
            }
        }
        return text;
    }
}
