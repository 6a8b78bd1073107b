package io.orchestress.backend.limit;

/**
 * The remainder of a limit, in the terms of the providers' headers.
 *
 * @param limit a minute
 * @param untilFullNanos until nothing is taken from it any more
 */
public record Quota(long limit, long remaining, long untilFullNanos) {}
