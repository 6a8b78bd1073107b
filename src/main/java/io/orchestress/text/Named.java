package io.orchestress.text;

import java.util.Locale;

/** An enum constant that users write in lower case with hyphens: {@code RAMP_UP} is {@code ramp-up}. */
public interface Named {
    String name();

    default String configName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
