package io.orchestress.sut.embedded;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** The bytes of an event that are the same in each chunk of one stream; between them come the text and the time it is sent. */
final class ChunkTemplate {
    private static final JsonStringEncoder ESCAPES = JsonStringEncoder.getInstance();
    private static final int MAX_STAMP_BYTES = 20;

    private final byte[] head;
    private final byte[] middle;
    private final byte[] tail;

    /**
     * @param head JSON up to the text, within its quotes
     * @param middle JSON from the end of the text to the stamp
     * @param tail JSON after the stamp
     */
    ChunkTemplate(String head, String middle, String tail) {
        this.head = ("data: " + head).getBytes(StandardCharsets.UTF_8);
        this.middle = middle.getBytes(StandardCharsets.UTF_8);
        this.tail = (tail + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes a text without a flush. */
    void write(EventStream out, String text, long sentNanos) {
        byte[] escaped = ESCAPES.quoteAsUTF8(text);
        ByteBuf event = out.buffer(head.length + escaped.length + middle.length + MAX_STAMP_BYTES + tail.length);
        event.writeBytes(head);
        event.writeBytes(escaped);
        event.writeBytes(middle);
        ByteBufUtil.writeAscii(event, Long.toString(sentNanos));
        event.writeBytes(tail);
        out.write(event);
    }
}
