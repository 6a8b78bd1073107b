package io.orchestress.backend.limit;

/**
 * What is left of a limit, as the providers' headers say it.
 *
 * @param limit a minute
 * @param untilFullNanos until nothing is taken from it any more
 */
public record Quota(long limit, long remaining, long untilFullNanos) {}
