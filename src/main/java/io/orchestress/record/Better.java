package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which way an improvement of a metric goes. */
public enum Better {
    LOWER,
    HIGHER,
    /** It depends on what is wanted, or is a mere fact. */
    NEITHER;

    /** {@code lower}, {@code higher}, {@code neither}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when it is the label of none */
    @JsonCreator
    public static Better of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
