package io.orchestress.analysis.gates;

/** How a figure must lie to its limit. */
enum Relation {
    AT_MOST("<="),
    BELOW("<"),
    AT_LEAST(">="),
    ABOVE(">");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** Whether the limit is an upper one. */
    boolean isUpper() {
        return this == AT_MOST || this == BELOW;
    }

    boolean holds(double value, double limit) {
        return switch (this) {
            case AT_MOST -> value <= limit;
            case BELOW -> value < limit;
            case AT_LEAST -> value >= limit;
            case ABOVE -> value > limit;
        };
    }
}
