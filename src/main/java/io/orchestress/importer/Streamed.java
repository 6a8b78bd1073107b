package io.orchestress.importer;

/**
 * The times and tokens of one streamed response in a file, as docs/MATH.md defines them. Microseconds; {@link #UNKNOWN} where the file lacks them.
 *
 * @param ttftMicros from the request to the first output
 * @param gapsMicros from each chunk to the next, in order; empty where they are not told one by one
 * @param tpotMicros time per output token after the first
 * @param tokensIn of the request
 * @param tokensOut of the answer
 * @param model that answered; empty: not told
 */
public record Streamed(
        long ttftMicros, int[] gapsMicros, long tpotMicros, long tokensIn, long tokensOut, String model) {
    public static final long UNKNOWN = -1;
    public static final int[] NO_GAPS = {};

    private static final long MOST_TOKENS = 1_000_000_000;
    private static final int FEW = 4;

    /** Figures that cannot be true are none. */
    public Streamed {
        ttftMicros = possible(ttftMicros, PlausibilityFilter.LONGEST_MICROS);
        tpotMicros = possible(tpotMicros, PlausibilityFilter.LONGEST_MICROS);
        tokensIn = possible(tokensIn, MOST_TOKENS);
        tokensOut = possible(tokensOut, MOST_TOKENS);
    }

    private static long possible(long value, long most) {
        return value < 0 || value > most ? UNKNOWN : value;
    }

    /** Of all that is told one by one. */
    public static Streamed of(long ttftMicros, int[] gapsMicros, long tokensIn, long tokensOut, String model) {
        long sum = 0;
        for (int gap : gapsMicros) {
            sum += gap;
        }
        boolean streamed = tokensOut > 1 && sum > 0;
        return new Streamed(
                ttftMicros, gapsMicros, streamed ? sum / (tokensOut - 1) : UNKNOWN, tokensIn, tokensOut, model);
    }

    boolean isStream() {
        return ttftMicros != UNKNOWN;
    }

    int chunks() {
        return gapsMicros.length + 1;
    }

    /** Chunks of one read have one time, and gaps of 0 between them. */
    private int reads() {
        int reads = 1;
        for (int gap : gapsMicros) {
            reads += gap > 0 ? 1 : 0;
        }
        return reads;
    }

    /** Whether all of several chunks came at once. */
    boolean inOneRead() {
        return chunks() > 1 && reads() == 1;
    }

    /** Whether most chunks came together with others, so that only the gaps above 0 say anything. */
    boolean inBursts() {
        return 2 * (reads() - 1) < gapsMicros.length;
    }

    /** Whether each gap is that between two tokens: there are as many as chunks, or one more of several, which ends the answer. */
    boolean gapsAreTokens() {
        long more = tokensOut - chunks();
        return more == 0 || (more == 1 && chunks() >= FEW);
    }

    /** Seconds, milliseconds or the like in microseconds; {@link #UNKNOWN} where they are none. */
    static long micros(double value, double microsEach) {
        double micros = value * microsEach;
        return micros >= 0 && micros <= PlausibilityFilter.LONGEST_MICROS ? Math.round(micros) : UNKNOWN;
    }

    /** A whole number of tokens; {@link #UNKNOWN} where it is none. */
    static long tokens(double value) {
        return value >= 0 && value <= MOST_TOKENS && value == Math.rint(value) ? (long) value : UNKNOWN;
    }
}
