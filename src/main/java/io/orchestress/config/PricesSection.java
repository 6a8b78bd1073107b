package io.orchestress.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code orchestress.prices}. */
final class PricesSection {
    private PricesSection() {}

    static Settings.Prices read(Section s) {
        Map<String, Settings.Price> models = new LinkedHashMap<>();
        s.section("models").named().forEach((name, price) -> {
            models.put(
                    name,
                    new Settings.Price(
                            price.number("input", 0, 1e9),
                            price.optionalNumber("input-cached", 0, 1e9),
                            price.number("output", 0, 1e9)));
            price.end();
        });
        Settings.Prices prices = new Settings.Prices(
                s.text("currency"),
                models,
                s.texts("cheap"),
                s.share("cheap-share-from"),
                s.share("cheap-share-to"),
                s.text("reference-model"),
                s.number("budget-per-task", 0, 1e9));
        if (!prices.single().isEmpty() && !models.containsKey(prices.single())) {
            s.problem("reference-model", "expected a model that has a price: " + String.join(", ", models.keySet()));
        }
        if (prices.cheapShareFrom() > prices.cheapShareTo()) {
            s.problem("cheap-share-from", "must not be above cheap-share-to");
        }
        s.end();
        return prices;
    }
}
