package io.orchestress.telemetry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a collector that took an export says it did not take: field 1 of the responses of OTLP, {@code partial_success}, of which 1 is the number that
 * was rejected and 2 the words.
 *
 * @param rejected points or spans
 */
record PartialSuccess(long rejected, String words) {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;
    private static final int LONGEST_WORDS = 200;

    /** Empty: it took all, or its response is none. */
    static Optional<PartialSuccess> of(byte[] response) {
        try {
            ByteBuffer in = ByteBuffer.wrap(response);
            while (in.hasRemaining()) {
                long tag = varint(in);
                if (tag == (1 << 3 | LENGTH)) {
                    return Optional.of(read(slice(in))).filter(said -> said.rejected > 0);
                }
                skip(in, (int) tag & 7);
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // not in the form of the protocol, and no refusal
        }
    }

    private static PartialSuccess read(ByteBuffer in) {
        long rejected = 0;
        String words = "";
        while (in.hasRemaining()) {
            long tag = varint(in);
            if (tag == (1 << 3 | VARINT)) {
                rejected = varint(in);
            } else if (tag == (2 << 3 | LENGTH)) {
                String said = StandardCharsets.UTF_8.decode(slice(in)).toString();
                words = said.length() > LONGEST_WORDS ? said.substring(0, LONGEST_WORDS) : said;
            } else {
                skip(in, (int) tag & 7);
            }
        }
        return new PartialSuccess(rejected, words);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 10 bytes");
    }

    private static ByteBuffer slice(ByteBuffer in) {
        int length = Math.toIntExact(varint(in));
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return slice;
    }

    private static void skip(ByteBuffer in, int wireType) {
        switch (wireType) {
            case VARINT -> varint(in);
            case FIXED_64 -> in.position(in.position() + Long.BYTES);
            case LENGTH -> slice(in);
            case FIXED_32 -> in.position(in.position() + Integer.BYTES);
            default -> throw new IllegalArgumentException("wire type " + wireType);
        }
    }
}
