package io.orchestress.transport;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Decodes answers one after the other, and knows whether there is more than was asked for. */
final class ResponseDecoder extends HttpResponseDecoder {
    private boolean ofHead;

    /**
     * Lenient where RFC 9112 lets a recipient be, and nobody can be deceived: a line may end with LF alone (§2.2), and a length may be there
     * twice, if it is the same (§6.3).
     */
    ResponseDecoder(int longestHeadBytes) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(longestHeadBytes)
                .setMaxHeaderSize(longestHeadBytes)
                .setAllowDuplicateContentLengths(true)
                .setStrictLineParsing(false));
    }

    /** @param head whether the next answer is one to HEAD, which has no body whatever its length says */
    void expects(boolean head) {
        ofHead = head;
    }

    /** Bytes behind the last answer: they are no part of the next one. */
    boolean hasSurplus() {
        return actualReadableBytes() > 0;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return ofHead || super.isContentAlwaysEmpty(message);
    }
}
