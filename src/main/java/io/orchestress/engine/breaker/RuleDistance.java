package io.orchestress.engine.breaker;

import java.util.OptionalDouble;

/**
 * A rule of the breaker, and how far it is from its limit.
 *
 * @param value over the window; empty where there is too little in it to say anything
 * @param limit above which it trips
 * @param unit of both: {@code ratio}, {@code ms}, {@code s}, or that of a resource
 */
public record RuleDistance(String rule, OptionalDouble value, double limit, String unit) {
    static RuleDistance of(String rule, double value, double limit, String unit) {
        return new RuleDistance(rule, OptionalDouble.of(value), limit, unit);
    }

    static RuleDistance unknown(String rule, double limit, String unit) {
        return new RuleDistance(rule, OptionalDouble.empty(), limit, unit);
    }

    /** The same as if nothing was known. */
    RuleDistance forgotten() {
        return unknown(rule, limit, unit);
    }
}
