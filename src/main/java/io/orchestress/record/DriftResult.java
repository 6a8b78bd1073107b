package io.orchestress.record;

import org.jspecify.annotations.Nullable;

/**
 * Whether one figure grew while the load was constant.
 *
 * @param phase in which the load was constant
 * @param subject {@code target}, {@code injector}, {@code host}, or a request's name for latencies
 * @param metric such as {@code rss}, {@code heap-after-gc}, {@code open-files}, {@code sessions}, {@code p50}
 * @param unit of {@code start} and {@code end}
 * @param watchedSeconds length of the constant load that was looked at
 * @param start, end of the robust line
 * @param perHour slope of Theil and Sen with its 95 % interval, in {@code unit} per hour
 * @param latePerHour slope of the part at its end that grew by itself, with its 95 % interval; absent unless it grew late
 * @param perThousandRequests growth while a thousand requests ended, of the part that grew where it grew late; absent where no request
 *     ended, and for what cannot leak
 * @param z of the test of Mann and Kendall, corrected for autocorrelation
 * @param periodSeconds of a pattern that repeats and was taken out; absent when none was found
 * @param cooldown what it was when the load had been gone for a while; absent when the run did not watch that
 * @param outcome what can be said
 * @param limit at which it is exhausted, such as the largest heap; absent when unknown
 * @param exhaustedAfterHours from the end of the run, at the slope's value; absent unless it grows towards a known limit
 * @param reason one sentence with figures
 */
public record DriftResult(
        String phase,
        String subject,
        String metric,
        String unit,
        double watchedSeconds,
        double start,
        double end,
        Estimate perHour,
        @Nullable Estimate latePerHour,
        @Nullable Estimate perThousandRequests,
        double z,
        @Nullable Double periodSeconds,
        @Nullable Double cooldown,
        Outcome outcome,
        @Nullable Double limit,
        @Nullable Double exhaustedAfterHours,
        String reason) {

    public enum Outcome {
        /** Significant growth that matters, and no fall in the cool-down. */
        LEAK,
        /** Significant growth that matters, of a figure that is no memory, or whose cool-down was not seen. */
        GROWS,
        /** Significant growth that matters at the end of the time, unlike before: too late to tell whether it goes on. */
        GROWS_LATE,
        /** It grew and fell again when the load was gone. */
        RETURNED,
        /** No growth that matters, as far as the time that was watched can tell. */
        STABLE,
        /** Too short, too few readings or too noisy to tell a growth that would matter. */
        INCONCLUSIVE
    }
}
