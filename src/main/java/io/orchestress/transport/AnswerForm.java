package io.orchestress.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer is a stream of events or a body. Its content type says so, but gateways send the one under the name of the other;
 * so its first bytes decide where they can be only one of both: no event begins with a brace, and no JSON with {@code data:}.
 */
enum AnswerForm {
    BODY(false, true),
    EVENTS(true, true),
    BODY_IT_SAYS(false, false),
    EVENTS_IT_SAYS(true, false);

    private static final String EVENT_STREAM = "text/event-stream";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final List<byte[]> EVENTS_BEGIN = List.of(ascii("data:"), ascii("event:"), ascii(":"));

    /** Types under which a stream of events is looked for: JSON, and what says nothing. */
    private static final List<String> DOUBTFUL =
            List.of("application/json", "application/x-ndjson", "text/", "application/octet-stream");

    private final boolean events;
    private final boolean sure;

    AnswerForm(boolean events, boolean sure) {
        this.events = events;
        this.sure = sure;
    }

    boolean isEvents() {
        return events;
    }

    /** Whether no byte can change it any more. */
    boolean isSure() {
        return sure;
    }

    /** A refusal is a body, whatever its type: it is to be quoted. */
    static AnswerForm announced(int status, @Nullable String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        if (status < 200 || status > 299) {
            return BODY;
        }
        if (type.startsWith(EVENT_STREAM)) {
            return EVENTS_IT_SAYS;
        }
        return type.isEmpty() || DOUBTFUL.stream().anyMatch(type::startsWith) ? BODY_IT_SAYS : BODY;
    }

    /** What it is by the first bytes; unsure as long as they may be the beginning of either. */
    AnswerForm seen(byte[] bytes, int length) {
        int from = 0;
        while (from < Math.min(3, length) && bytes[from] == BYTE_ORDER_MARK[from]) {
            from++;
        }
        while (from < length && isBlank(bytes[from])) {
            from++;
        }
        if (from == length) {
            return this;
        }
        if (events) {
            return bytes[from] == '{' || bytes[from] == '[' ? BODY : EVENTS;
        }
        boolean mayBegin = false;
        for (byte[] begin : EVENTS_BEGIN) {
            int common = Math.min(begin.length, length - from);
            boolean alike = java.util.Arrays.equals(bytes, from, from + common, begin, 0, common);
            if (alike && common == begin.length) {
                return EVENTS;
            }
            mayBegin |= alike;
        }
        return mayBegin ? this : BODY;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
