package io.orchestress.analysis.cost;

import io.orchestress.config.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Prices of tokens, by model.
 *
 * @param currency as it is printed
 * @param models by name; a model that is not here has an unknown cost, not none
 * @param cheap models whose share of all calls is reported
 * @param single the model that everything is compared with; empty: nothing is compared
 */
public record PriceList(String currency, Map<String, Price> models, List<String> cheap, String single) {
    /** No model has a price. */
    public static final PriceList NONE = new PriceList("", Map.of(), List.of(), "");

    private static final double TOKENS = 1_000_000;

    public PriceList {
        models = Map.copyOf(models);
        cheap = List.copyOf(cheap);
        if (!single.isEmpty() && !models.containsKey(single)) {
            throw new IllegalArgumentException("single model '" + single + "' has no price");
        }
    }

    /**
     * Of a million tokens.
     *
     * @param cachedInput of input that came from the target's cache; absent: it costs what other input does
     */
    public record Price(double input, OptionalDouble cachedInput, double output) {
        public Price {
            if (!(input >= 0 && output >= 0 && cachedInput.orElse(0) >= 0)) {
                throw new IllegalArgumentException("price of " + input + " and " + output + ", must be 0 or more");
            }
        }

        public Price(double input, double output) {
            this(input, OptionalDouble.empty(), output);
        }

        /** @param cached of {@code tokensIn} */
        public double of(long tokensIn, long cached, long tokensOut) {
            return (tokensIn * input + tokensOut * output) / TOKENS - saved(cached);
        }

        /** Returns the saving by tokens from the cache, in {@link #currency}: their number times the difference of the two prices. */
        public double saved(long cached) {
            return cached * (input - cachedInput.orElse(input)) / TOKENS;
        }
    }

    /** @param s {@code orchestress.prices} */
    public static PriceList read(Section s) {
        Map<String, Price> models = new LinkedHashMap<>();
        s.section("models")
                .named()
                .forEach((name, price) -> models.put(
                        name,
                        new Price(
                                price.number("input", 0, 1e9),
                                price.optionalNumber("input-cached", 0, 1e9),
                                price.number("output", 0, 1e9))));
        String single = s.text("reference-model");
        boolean hasPrice = single.isEmpty() || models.containsKey(single);
        if (!hasPrice) {
            s.problem("reference-model", "expected a model that has a price: " + String.join(", ", models.keySet()));
        }
        return new PriceList(s.text("currency"), models, s.texts("cheap"), hasPrice ? single : "");
    }

    /** Whether it says anything of the model. */
    public boolean knows(String model) {
        return models.containsKey(model) || cheap.contains(model);
    }
}
