package io.orchestress.analysis;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.AgentResult.Cost;
import io.orchestress.record.AgentResult.ModelCost;
import io.orchestress.record.AgentResult.ModelShare;
import io.orchestress.record.AgentResult.ModelUse;
import io.orchestress.record.AgentResult.Saving;
import io.orchestress.record.AgentResult.Tokens;
import io.orchestress.record.CounterName;
import io.orchestress.record.SaturatedSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tokens, and what they cost, where that is known. */
final class CostFigures {
    private final AgentSamples samples;
    private final AgentSamples planned;
    private final PriceList prices;
    private final double seconds;
    private final List<ModelUse> models;

    /** @param planned those of the samples that started within the plan: rates are of them */
    CostFigures(AgentSamples samples, AgentSamples planned, PriceList prices, double seconds) {
        this.samples = samples;
        this.planned = planned;
        this.prices = prices;
        this.seconds = seconds;
        this.models = models(samples);
    }

    private static List<ModelUse> models(AgentSamples samples) {
        Map<String, Long> calls = samples.byDetail(CounterName.MODEL_CALLS);
        Map<String, Long> in = samples.byDetail(CounterName.TOKENS_IN);
        Map<String, Long> out = samples.byDetail(CounterName.TOKENS_OUT);
        Map<String, Long> cached = samples.byDetail(CounterName.TOKENS_CACHED);
        TreeSet<String> names = new TreeSet<>(calls.keySet());
        names.addAll(in.keySet());
        names.addAll(out.keySet());
        Set<String> impossible = samples.byDetail(CounterName.TOKENS_IMPOSSIBLE).keySet();
        names.addAll(impossible);
        in.keySet().removeAll(impossible);
        out.keySet().removeAll(impossible);
        return names.stream()
                .map(name -> new ModelUse(
                        name,
                        calls.getOrDefault(name, 0L),
                        known(in.get(name)),
                        known(out.get(name)),
                        known(cached.get(name))))
                .toList();
    }

    private static @Nullable Long known(@Nullable Long sum) {
        return sum == null || sum == SaturatedSum.BEYOND ? null : sum;
    }

    /** Absent where a part of it is not known. */
    private @Nullable Long sum(String tally) {
        OptionalLong sum = samples.sum(tally);
        return sum.isEmpty() || samples.sum(CounterName.TOKENS_IMPOSSIBLE).isPresent() ? null : known(sum.getAsLong());
    }

    @Nullable
    Tokens tokens() {
        if (models.isEmpty()) {
            return null;
        }
        Long out = sum(CounterName.TOKENS_OUT);
        OptionalLong impossible = samples.sum(CounterName.TOKENS_IMPOSSIBLE);
        return new Tokens(
                sum(CounterName.TOKENS_IN),
                out,
                out != null && seconds > 0 ? planned.sum(CounterName.TOKENS_OUT).orElse(0) / seconds : null,
                models,
                impossible.isPresent() ? impossible.getAsLong() : null,
                sum(CounterName.TOKENS_CACHED),
                sum(CounterName.TOKENS_HIDDEN));
    }

    /** @param tasks that ended; 0: the cost of one is not known */
    @Nullable
    Cost cost(long tasks) {
        if (models.isEmpty()) {
            return null;
        }
        List<ModelCost> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> fullyPriced = new ArrayList<>();
        for (ModelUse model : models) {
            Optional<Double> cost = cost(model, model.model());
            if (cost.isPresent()) {
                known.add(new ModelCost(model.model(), cost.get()));
                PriceList.Price price = prices.models().get(model.model());
                if (cached(model) > 0 && price != null && price.cachedInput().isEmpty()) {
                    fullyPriced.add(model.model());
                }
            } else {
                unknown.add(model.model());
            }
        }
        double sum = known.stream().mapToDouble(ModelCost::cost).sum();
        Double total = unknown.isEmpty() ? sum : null;
        return new Cost(
                prices.currency(),
                total,
                sum,
                total == null || tasks == 0 ? null : total / tasks,
                known,
                unknown,
                fullyPriced.isEmpty() ? null : List.copyOf(fullyPriced));
    }

    /** Absent while a model answered of which the price table says nothing: it might be a cheap one. */
    @Nullable
    ModelShare modelShare() {
        long calls = models.stream().mapToLong(ModelUse::calls).reduce(0, SaturatedSum::plus);
        boolean unknown = models.stream().anyMatch(model -> model.calls() > 0 && !prices.knows(model.model()));
        if (calls == 0 || unknown || prices.cheap().isEmpty()) {
            return null;
        }
        long cheap = models.stream()
                .filter(model -> prices.cheap().contains(model.model()))
                .mapToLong(ModelUse::calls)
                .reduce(0, SaturatedSum::plus);
        return new ModelShare(cheap, calls, (double) cheap / calls);
    }

    @Nullable
    Saving saving() {
        if (prices.single().isEmpty() || models.isEmpty()) {
            return null;
        }
        double cost = 0;
        double single = 0;
        for (ModelUse model : models) {
            Optional<Double> own = cost(model, model.model());
            Optional<Double> other = cost(model, prices.single());
            if (own.isEmpty() || other.isEmpty()) {
                return null;
            }
            cost += own.get();
            single += other.get();
        }
        return single == 0 ? null : new Saving(prices.single(), single, 1 - cost / single);
    }

    private static long cached(ModelUse model) {
        Long cached = model.cachedIn();
        return cached == null ? 0 : cached;
    }

    /** What the tokens of a model cost by the price of {@code priced}. */
    private Optional<Double> cost(ModelUse model, String priced) {
        PriceList.Price price = prices.models().get(priced);
        Long in = model.in();
        Long out = model.out();
        return price == null || in == null || out == null
                ? Optional.empty()
                : Optional.of(price.of(in, Math.min(in, cached(model)), out));
    }
}
