package io.orchestress.transport;

import io.netty.buffer.ByteBuf;

/** The first bytes of a response as they came, before anything reads them: what a peer speaks that does not speak HTTP. */
final class ResponseStart {
    private final byte[] bytes = new byte[Speech.ENOUGH_BYTES];
    private int length;

    void clear() {
        length = 0;
    }

    /** Keeps the beginning of the first ones that come, and takes none of them. */
    void read(ByteBuf came) {
        if (isEmpty() && came.isReadable()) {
            length = Math.min(bytes.length, came.readableBytes());
            came.getBytes(came.readerIndex(), bytes, 0, length);
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether they may be the beginning of {@code HTTP/1.1}. */
    boolean isHttp() {
        return length > 0 && bytes[0] == 'H';
    }

    /** See {@link Speech#of}. */
    String speech() {
        return Speech.of(bytes, length);
    }
}
