package io.orchestress.sut.embedded;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A language model and its price.
 *
 * @param name as it is asked for and reported
 * @param usdPerMillionTokensIn price of a million tokens of prompt, US dollars
 * @param usdPerMillionTokensOut price of a million tokens of output, US dollars
 */
record Model(@JsonProperty("model") String name, double usdPerMillionTokensIn, double usdPerMillionTokensOut) {
    /** The cheap one: simple and medium tasks go there. */
    static final Model SWIFT = new Model("swift", 0.25, 1.25);

    /** The dear one: complex tasks go there. */
    static final Model SAGE = new Model("sage", 3, 15);

    static final List<Model> ALL = List.of(SWIFT, SAGE);

    Model {
        if (!(usdPerMillionTokensIn >= 0) || !(usdPerMillionTokensOut >= 0)) {
            throw new IllegalArgumentException(name + ": prices must be 0 or more");
        }
    }

    /** {@code (in × price in + out × price out) ÷ 1 000 000}, US dollars. */
    double costUsd(long tokensIn, long tokensOut) {
        return (tokensIn * usdPerMillionTokensIn + tokensOut * usdPerMillionTokensOut) / 1_000_000;
    }

    static List<String> names() {
        return ALL.stream().map(Model::name).toList();
    }

    static Optional<Model> of(String name) {
        return ALL.stream().filter(model -> model.name.equals(name)).findFirst();
    }
}
