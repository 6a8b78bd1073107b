package io.orchestress.engine.breaker;

/**
 * A limit of something that is read now and then, such as the memory of the target.
 *
 * @param figure what it is called
 * @param limit above which the mean of the window is too much
 * @param unit of the limit, as records have it
 */
public record ResourceLimit(String figure, double limit, String unit) {
    public ResourceLimit {
        if (!(limit >= 0) || Double.isInfinite(limit)) {
            throw new IllegalArgumentException("limit of " + figure + " is " + limit + ", must be 0 or more");
        }
    }
}
