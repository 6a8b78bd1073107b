package io.orchestress.metrics;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of JSON in one buffer, an object each, as Jackson writes them: a row of a load is written for each task, and its generator took more than half of that.
 * What is no Unicode, such as half of a pair of characters, is written as {@code ?}. Used by one thread at a time.
 */
public final class JsonLine {
    private static final int BUFFER = 1 << 16;
    /** A number of 19 digits with its sign, and what stands around it. */
    private static final int MOST_OF_NUMBER = 24;

    private static final byte[] TRUE = ascii("true");

    private byte[] bytes = new byte[BUFFER + (1 << 12)];
    private int length;
    private int start;

    /** Name of a member, as it stands in a line. */
    public static final class Name {
        private final byte[] written;

        /** @param name in ASCII, without anything that is escaped in JSON */
        public Name(String name) {
            written = ascii('"' + name + "\":");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void begins() {
        start = length;
        room(2);
        bytes[length++] = '{';
    }

    /** Ends the line, and hands all to a file if there is much of it. */
    void ends(OutputStream file) throws IOException {
        room(2);
        bytes[length++] = '}';
        bytes[length++] = '\n';
        if (length >= BUFFER) {
            flush(file);
        }
    }

    /** The line that was begun is none. */
    void isDropped() {
        length = start;
    }

    void flush(OutputStream file) throws IOException {
        int all = length;
        length = 0;
        start = 0;
        if (all > 0) {
            file.write(bytes, 0, all);
        }
    }

    public JsonLine text(Name name, String value) {
        name(name);
        string(value);
        return this;
    }

    /** Left out where it is empty. */
    public JsonLine textIfAny(Name name, String value) {
        return value.isEmpty() ? this : text(name, value);
    }

    public JsonLine number(Name name, long value) {
        name(name);
        room(MOST_OF_NUMBER);
        length = NumberOutput.outputLong(value, bytes, length);
        return this;
    }

    /** Left out where it is false. */
    public JsonLine flag(Name name, boolean value) {
        if (value) {
            name(name);
            put(TRUE);
        }
        return this;
    }

    /** Left out where there are none. */
    public JsonLine texts(Name name, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        name(name);
        byte before = '[';
        for (String value : values) {
            room(1);
            bytes[length++] = before;
            string(value);
            before = ',';
        }
        room(1);
        bytes[length++] = ']';
        return this;
    }

    private void name(Name name) {
        room(1);
        if (length - 1 != start) {
            bytes[length++] = ',';
        }
        put(name.written);
    }

    private void put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void string(String value) {
        int before = length;
        int characters = value.length();
        room(characters + 2);
        byte[] into = bytes;
        int at = length;
        into[at++] = '"';
        for (int i = 0; i < characters; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                length = before;
                escaped(value);
                return;
            }
            into[at++] = (byte) c;
        }
        into[at++] = '"';
        length = at;
    }

    private void escaped(String value) {
        String valid = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(valid);
        room(escaped.length + 2);
        bytes[length++] = '"';
        put(escaped);
        bytes[length++] = '"';
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
