package io.orchestress.prometheus;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.metrics.Counter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the tokens counted so far cost.
 *
 * @param unpriced models whose cost is not known
 */
record Costs(Map<Of, Double> byPhaseAndModel, int unpriced) {
    /** Tokens of a model in a phase. */
    record Of(String phase, String model) {}

    static Costs of(Map<Counted.CountKey, Long> counts, PriceList prices) {
        Map<Of, Map<Counter, Long>> tokens = new LinkedHashMap<>();
        Set<String> impossible = new TreeSet<>();
        Set<String> models = new TreeSet<>();
        counts.forEach((key, sum) -> {
            switch (key.counter()) {
                case TOKENS_IN, TOKENS_OUT, TOKENS_CACHED, MODEL_CALLS -> {
                    models.add(key.detail());
                    tokens.computeIfAbsent(new Of(key.phase(), key.detail()), of -> new LinkedHashMap<>())
                            .merge(key.counter(), sum, Long::sum);
                }
                case TOKENS_IMPOSSIBLE -> {
                    models.add(key.detail());
                    impossible.add(key.detail());
                }
                default -> {
                    // no tokens
                }
            }
        });
        Map<Of, Double> costs = new LinkedHashMap<>();
        tokens.forEach((of, sums) -> {
            PriceList.Price price = prices.models().get(of.model());
            if (price != null && !impossible.contains(of.model())) {
                long in = sums.getOrDefault(Counter.TOKENS_IN, 0L);
                long cached = Math.min(in, sums.getOrDefault(Counter.TOKENS_CACHED, 0L));
                costs.put(of, price.of(in, cached, sums.getOrDefault(Counter.TOKENS_OUT, 0L)));
            }
        });
        models.removeIf(model -> prices.models().containsKey(model) && !impossible.contains(model));
        return new Costs(costs, models.size());
    }
}
