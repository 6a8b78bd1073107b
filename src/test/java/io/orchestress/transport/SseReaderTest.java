package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Oracle: WHATWG HTML §9.2.5 and §9.2.6, with its own examples. */
class SseReaderTest {
    /** WHATWG HTML §9.2.6: the last id stays, with or without data; retry is digits only. */
    @ParameterizedTest(name = "{0} → {1}, {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id: a\\ndata: x\\n\\n                    | a  | -1
            id: a\\nretry: 500\\ndata:\\n\\n            | a  | 500
            id: a\\nretry: 500\\n\\n                 | a  | 500
            id: a\\n\\ndata: x\\n\\n                  | a  | -1
            id: a\\n\\nid: b\\n\\nretry: 1\\n\\nretry: 2\\n | b  | 2
            id: a\\n\\nid\\n\\n                       | `` | -1
            id: a\\n                              | `` | -1
            retry: soon\\n\\n                      | `` | -1
            retry: -5\\n\\n                        | `` | -1
            retry: 99999999999999999999\\n\\n      | `` | -1
            data: x\\n\\n                          | `` | -1
            """)
    void whereAStreamCouldBeTakenUpAgain(String stream, String lastEventId, long retryMillis) {
        byte[] bytes = stream.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            SseReader reader = new SseReader(1000);
            reader.read(bytes, 0, split, event -> false);
            reader.read(bytes, split, bytes.length, event -> false);
            assertThat(reader.lastEventId()).isEqualTo(lastEventId);
            assertThat(reader.retryMillis()).isEqualTo(retryMillis);
        }
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                row(
                        "example: one event per paragraph",
                        "data: This is the first message.\n\ndata: This is the second message, it\n"
                                + "data: has two lines.\n\ndata: This is the third message.\n\n",
                        message("This is the first message."),
                        message("This is the second message, it\nhas two lines."),
                        message("This is the third message.")),
                row("example: stock prices", "data: YHOO\ndata: +2\ndata: 10\n\n", message("YHOO\n+2\n10")),
                row(
                        "example: comment first, id, data without blank",
                        ": test stream\n\ndata: first event\nid: 1\n\n"
                                + "data:second event\nid\n\ndata:  third event\n\n",
                        event("message", "first event", "1"),
                        message("second event"),
                        message(" third event")),
                row(
                        "example: two events, and a third that is never closed",
                        "data\n\ndata\ndata\n\ndata:",
                        message(""),
                        message("\n")),
                row("example: optional space", "data:test\n\ndata: test\n\n", message("test"), message("test")),
                row(
                        "fields in any order",
                        "id: 7\nevent: add\ndata: x\n\ndata: y\nevent: del\nid: 8\n\n",
                        event("add", "x", "7"),
                        event("del", "y", "8")),
                row("priming event of MCP", "id: s1_0\ndata: \n\n", event("message", "", "s1_0")),
                row("a type alone is no event", "event: ping\n\ndata: x\n\n", message("x")),
                row("the type of an event that was none is forgotten", "event: a\nid: 1\n\ndata: x\n\n", message("x")),
                row(
                        "an id is of its own event only",
                        "id: 1\ndata: x\n\ndata: y\n\n",
                        event("message", "x", "1"),
                        message("y")),
                row("an id with NUL is ignored", "id: 1\0\ndata: x\n\n", message("x")),
                row("CR", "event: a\rdata: x\r\rdata: y\r\r", event("a", "x", ""), message("y")),
                row("CR LF", "event: a\r\ndata: x\r\n\r\ndata: y\r\n\r\n", event("a", "x", ""), message("y")),
                row("CR, LF and CR LF", "data: x\r\ndata: y\rdata: z\n\r\n", message("x\ny\nz")),
                row("byte order mark", "\uFEFFdata: x\n\n", message("x")),
                row("byte order mark before a comment", "\uFEFF: x\ndata: y\n\n", message("y")),
                row(
                        "byte order mark later is text",
                        "data: x\n\n\uFEFFdata: y\n\ndata: z\n\n",
                        message("x"),
                        message("z")),
                row("comments", ":\n: ping\n:data: no\ndata: x\n: in between\ndata: y\n\n:\n\n", message("x\ny")),
                row("unknown fields", "retry: 10\nfoo: bar\nDATA: no\n data: no\ndatas: no\ndata: x\n\n", message("x")),
                row("colons in data", "data: {\"a\": \"b:c\"}\n\n", message("{\"a\": \"b:c\"}")),
                row(
                        "more than ASCII",
                        "event: ü\ndata: 漢字 \uD83D\uDE00 \uFFFD\n\n",
                        event("ü", "漢字 \uD83D\uDE00 \uFFFD", "")),
                row("nothing", ""),
                row("blank lines", "\n\n\r\n\r"));
    }

    private static Arguments row(String name, String stream, SseEvent... events) {
        return Arguments.of(name, stream, List.of(events));
    }

    private static SseEvent message(String data) {
        return event("message", data, "");
    }

    private static SseEvent event(String type, String data, String id) {
        return new SseEvent(type, data, id);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void events(String name, String stream, List<SseEvent> expected) {
        byte[] bytes = utf8(stream);

        assertThat(read(bytes, bytes.length)).isEqualTo(expected);
        assertThat(read(bytes, 1)).as("byte by byte").isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void anySplitGivesTheSameEvents(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] parts = {
            "data",
            "event",
            "id",
            ":",
            ": ",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "x",
            "漢",
            "\uD83D\uDE00",
            "\uFEFF",
            "data: ",
            "retry"
        };
        StringBuilder stream = new StringBuilder();
        for (int i = random.nextInt(200); i >= 0; i--) {
            stream.append(parts[random.nextInt(parts.length)]);
        }
        byte[] bytes = utf8(stream.toString());
        SseReader reader = new SseReader(AnswerLimits.DEFAULT.longestAnswerBytes());
        List<SseEvent> events = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + random.nextInt(8));
            assertThat(reader.read(bytes, at, to, e -> !events.add(e))).isNull();
            at = to;
        }

        assertThat(events).isEqualTo(read(bytes, bytes.length)).isEqualTo(naive(stream.toString()));
    }

    /** The standard, word by word and without any thrift. */
    private static List<SseEvent> naive(String stream) {
        List<SseEvent> events = new ArrayList<>();
        String text = stream.startsWith("\uFEFF") ? stream.substring(1) : stream;
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        String data = "";
        String type = "";
        String id = "";
        int end = lines.lastIndexOf('\n');
        for (String line : end < 0 ? new String[0] : lines.substring(0, end).split("\n", -1)) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(event(type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1), id));
                }
                data = "";
                type = "";
                id = "";
            }
            switch (field) {
                case "data" -> data += value + "\n";
                case "event" -> type = value;
                case "id" -> id = value;
                default -> {
                    // ignored
                }
            }
        }
        return events;
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                new byte[] {(byte) 0xFF}, new byte[] {(byte) 0xC3}, new byte[] {(byte) 0xC0, (byte) 0xAF}, new byte[] {
                    (byte) 0xED, (byte) 0xA0, (byte) 0x80
                });
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void isMalformedWhereItIsNotUtf8(byte[] wrong) {
        for (String field : List.of("data: ", "event: ", "id: ")) {
            List<SseEvent> events = new ArrayList<>();
            byte[] stream = join(utf8("data: good\n\n" + field), wrong, utf8("\ndata: x\n\n"));
            assertThat(new SseReader(AnswerLimits.DEFAULT.longestAnswerBytes())
                            .read(stream, 0, stream.length, e -> !events.add(e)))
                    .isEqualTo(Ending.MALFORMED);
            assertThat(events).containsExactly(message("good"));
        }
    }

    static Stream<Arguments> rests() {
        return Stream.of(
                rest("nothing", "data: x\n\n", null, ""),
                rest("comments, retry and fields", ": x\nretry: 1\nid: 2\nevent: y\n\n:", null, ""),
                rest("no blank line", "data: x\n\ndata: [DONE]\n", message("[DONE]"), ""),
                rest("no line end", "data: x\n\nevent: error\ndata: boom", event("error", "boom", ""), ""),
                rest("a type alone is no event", "event: error\n", null, ""),
                rest("JSON alone", "{\"error\": 1}", null, "{\"error\": 1}"),
                rest("JSON among events", "data: x\n\n{\"error\": 1}\ndata: y\n\n", null, "{\"error\": 1}"),
                rest("several lines", "one\ntwo: 2\n\nthree", null, "one\ntwo: 2\nthree"),
                rest("a lot", "x".repeat(5_000) + "\ny\n", null, "x".repeat(1_023)));
    }

    private static Arguments rest(String name, String stream, @Nullable SseEvent unclosed, String skipped) {
        return Arguments.of(name, stream, new SseRest(Optional.ofNullable(unclosed), skipped));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rests")
    void whatBecameNoEventIsToldAtTheEnd(String name, String stream, SseRest rest) {
        byte[] bytes = utf8(stream);
        for (int step : List.of(1, bytes.length)) {
            SseReader reader = new SseReader(AnswerLimits.DEFAULT.longestAnswerBytes());
            for (int at = 0; at < bytes.length; at += step) {
                assertThat(reader.read(bytes, at, at + step, e -> false)).isNull();
            }
            assertThat(reader.end()).isEqualTo(rest);
        }
    }

    @Test
    void stopsWhenTheReceiverHasEnough() {
        byte[] bytes = utf8("data: a\n\ndata: b\n\ndata: c\n\n");
        List<SseEvent> events = new ArrayList<>();

        Ending ending = new SseReader(AnswerLimits.DEFAULT.longestAnswerBytes()).read(bytes, 0, bytes.length, e -> {
            events.add(e);
            return events.size() == 2;
        });

        assertThat(ending).isEqualTo(Ending.COMPLETE);
        assertThat(events).containsExactly(message("a"), message("b"));
    }

    @Test
    void megabytesWithoutALineBreakAreTooLong() {
        assertThat(bytesUntilTooLong(utf8("data: "), utf8("x".repeat(65_536))))
                .isBetween(
                        (long) AnswerLimits.DEFAULT.longestAnswerBytes(),
                        AnswerLimits.DEFAULT.longestAnswerBytes() + 100_000L);
    }

    @Test
    void linesWithoutABlankOneAreTooLong() {
        assertThat(bytesUntilTooLong(utf8(""), utf8(("data: " + "x".repeat(100) + "\n").repeat(100))))
                .isBetween(
                        (long) AnswerLimits.DEFAULT.longestAnswerBytes(),
                        AnswerLimits.DEFAULT.longestAnswerBytes() + 1_000_000L);
    }

    @Test
    void anEventOfTheLongestLengthIsTaken() {
        String data = "x".repeat(AnswerLimits.DEFAULT.longestAnswerBytes() - 6);

        assertThat(read(utf8("data: " + data + "\n\n"), 10_000)).containsExactly(message(data));
    }

    @Test
    void commentsOfAnyLengthCostNoMemory() {
        SseReader reader = new SseReader(AnswerLimits.DEFAULT.longestAnswerBytes());
        byte[] flood = utf8(":" + "x".repeat(1 << 20));
        for (int i = 0; i < 1000; i++) {
            assertThat(reader.read(flood, 0, flood.length, e -> false)).isNull();
        }
        byte[] event = utf8("\ndata: still there\n\n");
        List<SseEvent> events = new ArrayList<>();
        assertThat(reader.read(event, 0, event.length, e -> !events.add(e))).isNull();
        assertThat(events).containsExactly(message("still there"));
    }

    private static long bytesUntilTooLong(byte[] first, byte[] more) {
        SseReader reader = new SseReader(AnswerLimits.DEFAULT.longestAnswerBytes());
        assertThat(reader.read(first, 0, first.length, e -> false)).isNull();
        long read = first.length;
        @Nullable Ending ending = null;
        while (ending == null && read < 20_000_000) {
            ending = reader.read(more, 0, more.length, e -> false);
            read += more.length;
        }
        assertThat(ending).isEqualTo(Ending.TOO_LONG);
        return read;
    }

    private static List<SseEvent> read(byte[] bytes, int step) {
        SseReader reader = new SseReader(AnswerLimits.DEFAULT.longestAnswerBytes());
        List<SseEvent> events = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += step) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
            assertThat(reader.read(part, 0, part.length, e -> !events.add(e))).isNull();
        }
        return events;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        Bytes all = new Bytes();
        for (byte[] part : parts) {
            all.add(part, 0, part.length);
        }
        return all.copy();
    }
}
