package io.orchestress.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of constant load and what came of it. Times are from the actual start; shares from 0 to 1.
 *
 * @param phase that it is: a phase has one step at most
 * @param fromSeconds, toSeconds of what is judged, its settling left out
 * @param load offered: arrivals per second in an open model, users in a closed one
 * @param requests that ended
 * @param throughputPerSec requests that ended well
 * @param goodputPerSec tasks done within every limit of {@code slo}; absent when there were no tasks
 * @param goodShare of tasks that were good; absent when there were none
 * @param concurrency mean of requests in flight
 * @param littleRatio {@code concurrency ÷ (rate of ended requests × mean response time)}: 1 where the figures agree with Little's law
 * @param targetCpu mean share; absent when it was not read
 * @param memory mean share of the memory that the target may use: of its heap what a collection leaves, or of its host's memory what is in use, whichever is more; absent
 *     when neither was read, and in records of before it was kept
 * @param queueDepth mean, as the target says; absent when it was not read
 * @param outcome so far, which is no statement with a confidence: PASS: good, the SLO was met as measured; FAIL: bad; INCONCLUSIVE: void
 * @param brokenBy conditions that were broken, such as {@code p95}, the one that is furthest beyond its limit first
 * @param voidBecause why it says nothing of the target; absent where it does, and in records of before it was kept
 */
public record LoadStep(
        String phase,
        double fromSeconds,
        double toSeconds,
        double load,
        long requests,
        double throughputPerSec,
        @Nullable Double goodputPerSec,
        @Nullable Double goodShare,
        double errorRate,
        double concurrency,
        @Nullable Double meanMillis,
        @Nullable Double p50Millis,
        @Nullable Double p95Millis,
        @Nullable Double p99Millis,
        @Nullable Double littleRatio,
        @Nullable Double targetCpu,
        @Nullable Double targetRssBytes,
        @Nullable Double memory,
        @Nullable Double queueDepth,
        Verdict.Outcome outcome,
        List<String> brokenBy,
        @Nullable String voidBecause) {
    public LoadStep {
        brokenBy = List.copyOf(brokenBy);
    }

    /** {@code good}, {@code bad} or {@code void}. */
    public String word() {
        return switch (outcome) {
            case PASS -> "good";
            case WARN, FAIL -> "bad";
            case INCONCLUSIVE, INTERRUPTED -> "void";
        };
    }
}
