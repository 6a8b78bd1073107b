package io.orchestress.metrics;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts samples in the buckets of an HdrHistogram of {@value Measurements#SIGNIFICANT_DIGITS} digits, of which only those pages are there
 * in which a sample fell: some kilobytes where a histogram of the whole range takes half a megabyte.
 *
 * <p>Any number of writers, one reader. A writer adds one to a counter of its thread's pages: wait-free, and without allocation once the
 * page is there. Two event loops have pages of their own, so that neither waits for what the other has just written; of more than
 * {@value #MOST_STRIPES} some share. The reader takes each counter by setting it to zero, so that a sample is in exactly one interval,
 * whenever it comes.
 */
final class IntervalRecorder {
    /** A bucket of HdrHistogram with 3 digits: 2,048 values at the resolution of the first of them, of which the upper half is new. */
    private static final int SUB_BUCKETS = 2_048;

    private static final int HALF_BITS = 10;
    private static final int HALF_MASK = (1 << HALF_BITS) - 1;
    private static final int LEADING_ZEROS = Long.SIZE - HALF_BITS - 1;

    private static final int PAGE_BITS = 7;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int PAGES = (index(Measurements.LONGEST_MICROS) >>> PAGE_BITS) + 1;

    private static final int MOST_STRIPES = 64;

    /** Some times as many as there are event loops, so that two of them seldom share one; a power of two. Those of no thread are not made. */
    private static final int STRIPES = Math.min(
            MOST_STRIPES, Integer.highestOneBit(8 * Runtime.getRuntime().availableProcessors() - 1));

    private final AtomicReferenceArray<@Nullable Pages> stripes = new AtomicReferenceArray<>(STRIPES);

    /** Set after each write, cleared before each read: a write that races with a read is at worst read once more, empty. */
    private volatile boolean written;

    /** Who reads this one when a sample still comes after it was let go. */
    private volatile @Nullable Runnable afterwards;

    /**
     * @param micros from 1 to {@link Measurements#LONGEST_MICROS}
     * @param count how many samples had it
     */
    void record(long micros, long count) {
        int stripe = (int) Thread.currentThread().getId() & (STRIPES - 1);
        Pages pages = stripes.get(stripe);
        if (pages == null) {
            pages = newPages(stripe);
        }
        pages.add(index(micros), Math.toIntExact(count));
        if (!written) {
            written = true;
            Runnable tell = afterwards;
            if (tell != null) {
                tell.run();
            }
        }
    }

    private Pages newPages(int stripe) {
        Pages made = new Pages();
        Pages other = stripes.compareAndExchange(stripe, null, made);
        return other == null ? made : other;
    }

    /**
     * Nobody looks this one up any more. A writer that had looked it up before may still write: it then calls {@code whenWritten}, for
     * the sample to be drained after all.
     */
    void letGo(Runnable whenWritten) {
        afterwards = whenWritten;
    }

    /** Moves what was recorded since the last call into {@code interval}, which is emptied first; returns whether there was any. */
    boolean drain(Histogram interval) {
        if (!written) {
            return false;
        }
        written = false;
        interval.reset();
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            Pages pages = stripes.get(stripe);
            if (pages != null) {
                pages.drain(interval);
            }
        }
        return interval.getTotalCount() > 0;
    }

    /** What one thread counted, or several that share it. */
    private static final class Pages {
        private final AtomicReferenceArray<@Nullable AtomicIntegerArray> pages = new AtomicReferenceArray<>(PAGES);

        void add(int index, int count) {
            AtomicIntegerArray page = pages.get(index >>> PAGE_BITS);
            if (page == null) {
                page = newPage(index >>> PAGE_BITS);
            }
            page.getAndAdd(index & PAGE_MASK, count);
        }

        private AtomicIntegerArray newPage(int number) {
            AtomicIntegerArray made = new AtomicIntegerArray(1 << PAGE_BITS);
            AtomicIntegerArray other = pages.compareAndExchange(number, null, made);
            return other == null ? made : other;
        }

        void drain(Histogram interval) {
            for (int number = 0; number < PAGES; number++) {
                AtomicIntegerArray page = pages.get(number);
                if (page != null) {
                    drain(page, number << PAGE_BITS, interval);
                }
            }
        }

        private static void drain(AtomicIntegerArray page, int from, Histogram interval) {
            for (int i = 0; i <= PAGE_MASK; i++) {
                if (page.get(i) != 0) {
                    interval.recordValueWithCount(lowest(from + i), page.getAndSet(i, 0));
                }
            }
        }
    }

    /** HdrHistogram's own place of a value in its counts. */
    static int index(long value) {
        int bucket = LEADING_ZEROS - Long.numberOfLeadingZeros(value | (SUB_BUCKETS - 1));
        return (bucket << HALF_BITS) + (int) (value >>> bucket);
    }

    /** The lowest of the values that are counted there. */
    static long lowest(int index) {
        int bucket = Math.max(0, (index >>> HALF_BITS) - 1);
        int sub = bucket == 0 ? index : (index & HALF_MASK) + (SUB_BUCKETS >> 1);
        return (long) sub << bucket;
    }
}
