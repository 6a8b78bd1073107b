package io.orchestress.record;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Decodes the compressed histogram of a log line straight into the buckets of an {@link Interval}, without the 220 KB array
 * that {@code Histogram.decodeFromCompressedByteBuffer} allocates and clears for every line.
 *
 * <p>The payload, big-endian: cookie {@code 0x1c849314}, length, then deflated: cookie {@code 0x1c849313}, length {@code n} of
 * the counts in bytes, normalizing offset, digits (4 bytes each), lowest, highest value, conversion ratio (8 bytes each), and
 * {@code n} bytes of counts by ascending bucket as ZigZag LEB128, where a negative count stands for a run of empty buckets.
 * Anything else that HdrHistogram understands (older formats, other ranges or digits) goes through the library.
 *
 * @see <a href="https://github.com/HdrHistogram/HdrHistogram">HdrHistogram, {@code AbstractHistogram.encodeIntoByteBuffer}</a>
 */
final class HistogramDecoder implements AutoCloseable {
    private static final int COMPRESSED_COOKIE = 0x1c849314;
    private static final int COOKIE = 0x1c849313;
    private static final int HEADER_BYTES = 40;
    private static final int MAX_COUNT_BYTES = 9;

    private final Inflater inflater = new Inflater();
    private final byte[] inflated = new byte[HEADER_BYTES + LatencyBuckets.COUNT * MAX_COUNT_BYTES];
    private final ByteBuffer header = ByteBuffer.wrap(inflated);

    /**
     * Adds the buckets of one histogram to {@code interval}.
     *
     * @param compressed a whole compressed histogram
     * @throws IllegalArgumentException when it is none
     */
    void decode(byte[] compressed, Interval interval) {
        ByteBuffer buffer = ByteBuffer.wrap(compressed);
        try {
            if (compressed.length < 8 || buffer.getInt(0) != COMPRESSED_COOKIE) {
                decodeWithLibrary(buffer, interval);
                return;
            }
            int length = buffer.getInt(4);
            if (length < 0 || length > compressed.length - 8) {
                throw new IllegalArgumentException("histogram is cut off");
            }
            inflater.reset();
            inflater.setInput(compressed, 8, length);
            int available = inflate();
            if (available < HEADER_BYTES) {
                throw new IllegalArgumentException("histogram has no header");
            }
            if (isOurs()) {
                decodeCounts(available, interval);
            } else {
                decodeWithLibrary(buffer, interval);
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("histogram is not deflated: " + e.getMessage(), e);
        }
    }

    private int inflate() throws DataFormatException {
        int available = 0;
        while (!inflater.finished() && available < inflated.length) {
            int more = inflater.inflate(inflated, available, inflated.length - available);
            if (more == 0) {
                break;
            }
            available += more;
        }
        return available;
    }

    private boolean isOurs() {
        return header.getInt(0) == COOKIE
                && header.getInt(8) == 0
                && header.getInt(12) == LatencyBuckets.SIGNIFICANT_DIGITS
                && header.getLong(16) == LatencyBuckets.LOWEST_MICROS
                && header.getLong(24) == LatencyBuckets.HIGHEST_MICROS
                && header.getDouble(32) == 1.0;
    }

    private void decodeCounts(int available, Interval interval) {
        int length = header.getInt(4);
        if (length < 0 || length > available - HEADER_BYTES) {
            throw new IllegalArgumentException("histogram is cut off");
        }
        // One loop over local variables, for a compiler that is in a hurry: it takes most of the time of reading a
        // record.
        byte[] bytes = inflated;
        int[] indexes = interval.indexes();
        long[] counts = interval.counts();
        int filled = 0;
        long total = 0;
        int end = HEADER_BYTES + length;
        int position = HEADER_BYTES;
        long index = 0;
        while (position < end) {
            long octet = bytes[position++];
            long zigZag = octet & 0x7f;
            for (int shift = 7; octet < 0 && shift < 63; shift += 7) {
                if (position == end) {
                    throw new IllegalArgumentException("histogram ends within a count");
                }
                octet = bytes[position++];
                // The ninth byte carries eight bits, so that nine bytes hold 64.
                zigZag |= (shift == 56 ? octet : octet & 0x7f) << shift;
            }
            if ((zigZag & 1) != 0) {
                index += (zigZag >>> 1) + 1; // so many empty ones
            } else if (zigZag == 0) {
                index++;
            } else if (index >= 0 && index < LatencyBuckets.COUNT) {
                indexes[filled] = (int) index++;
                counts[filled++] = zigZag >>> 1;
                total = SaturatedSum.plus(total, zigZag >>> 1);
            } else {
                throw new IllegalArgumentException("histogram has a bucket beyond its range");
            }
        }
        interval.filled(filled, total);
    }

    private static void decodeWithLibrary(ByteBuffer buffer, Interval interval) throws DataFormatException {
        Histogram histogram;
        try {
            histogram = Histogram.decodeFromCompressedByteBuffer(buffer, 0);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no histogram that HdrHistogram can read: " + e.getMessage(), e);
        }
        for (HistogramIterationValue value : histogram.recordedValues()) {
            long micros = histogram.medianEquivalentValue(value.getValueIteratedTo());
            if (micros > LatencyBuckets.HIGHEST_MICROS) {
                throw new IllegalArgumentException("histogram holds a value beyond 24 h: " + micros + " µs");
            }
            interval.add(LatencyBuckets.indexOf(micros), value.getCountAddedInThisIterationStep());
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
