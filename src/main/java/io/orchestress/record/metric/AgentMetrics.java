package io.orchestress.record.metric;

import static io.orchestress.record.Better.HIGHER;
import static io.orchestress.record.Better.LOWER;
import static io.orchestress.record.Better.NEITHER;

import io.orchestress.metrics.Counter;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Cost;
import io.orchestress.record.AgentResult.Streams;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.AgentResult.Tokens;
import io.orchestress.record.Better;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Source;
import io.orchestress.record.metric.MetricDefinition.Trait;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Metrics of agents that are no times; docs/MATH.md §9 defines each. */
final class AgentMetrics {
    static final MetricDefinition GOOD_SHARE = task(
                    "good-share",
                    Quantity.SHARE,
                    HIGHER,
                    "Good tasks ÷ tasks that ended.",
                    t -> Reading.share(t.goodShare(), t.ended(), "tasks"))
            .with(Trait.HOLDS_WAITING);

    static final MetricDefinition STALLED_SHARE = agents(
                    "stalled-share",
                    Quantity.SHARE,
                    "",
                    LOWER,
                    "Streams with a stall ÷ streams.",
                    streams(s -> Reading.share(s.stalled(), s.ok(), "streams")))
            .with(Trait.HOLDS_WAITING);

    static final MetricDefinition COST_TOTAL = agents(
            "cost.total",
            Quantity.MONEY,
            "",
            LOWER,
            "Cost of the tokens by the price table; unknown while a model has no price.",
            cost(Cost::total));

    static final MetricDefinition COST_PER_TASK = agents(
            "cost.per-task",
            Quantity.MONEY,
            "",
            LOWER,
            "Cost of a task that ended, failed ones too.",
            cost(Cost::perTask));

    static final MetricDefinition TOKENS_PER_TASK = agents(
            "tokens.per-task",
            Quantity.COUNT,
            "tokens",
            LOWER,
            "Input and output tokens of a task that ended, failed ones too.",
            AgentMetrics::tokensPerTask);

    static final MetricDefinition MODEL_SHARE = agents(
            "model-share",
            Quantity.SHARE,
            "",
            NEITHER,
            "Calls of the cheap models ÷ calls.",
            a -> a.modelShare() == null
                    ? null
                    : Reading.share(a.modelShare().cheapCalls(), a.modelShare().calls(), "calls"));

    static final MetricDefinition SAVING = agents(
                    "saving",
                    Quantity.SHARE,
                    "",
                    HIGHER,
                    "1 − cost ÷ cost of the reference model for every call; below 0 if that is cheaper.",
                    a -> a.saving() == null
                            ? impossible(a)
                            : Reading.of(a.saving().share(), calls(a), "calls"))
            .with(Trait.SIGNED);

    static final MetricDefinition ROUTING_ACCURACY = agents(
            "routing-accuracy",
            Quantity.SHARE,
            "",
            HIGHER,
            "Tasks done by the expected agent ÷ tasks with a known agent.",
            a -> a.routing() == null
                    ? null
                    : Reading.share(
                            a.routing().right(),
                            a.routing().right() + a.routing().wrong(),
                            "tasks"));

    static final MetricDefinition GOODPUT = task(
                    "goodput",
                    Quantity.RATE,
                    HIGHER,
                    "Good tasks per second: within every applicable limit of orchestress.slo.",
                    t -> Reading.of(t.goodputPerSec(), t.ended(), "tasks"))
            .with(Trait.OF_LOAD);

    static final List<MetricDefinition> ALL = List.of(
            taskCount("tasks", "Tasks that ended: done and failed ones.", Tasks::ended),
            taskCount("tasks.ok", Counter.TASKS_OK.meaning(), Tasks::ok),
            taskCount("tasks.failed", Counter.TASKS_FAILED.meaning(), Tasks::failed),
            taskCount("tasks.good", Counter.TASKS_GOOD.meaning(), Tasks::good).with(Trait.HOLDS_WAITING),
            taskCount("tasks.unfinished", "Tasks still running when the load ended.", Tasks::unfinished),
            GOODPUT,
            GOOD_SHARE,
            task(
                            "task-error-rate",
                            Quantity.SHARE,
                            LOWER,
                            "Tasks that failed ÷ tasks that ended.",
                            t -> Reading.share(t.failed(), t.ended(), "tasks"))
                    .with(Trait.HOWEVER_FEW),
            ROUTING_ACCURACY,
            streamCount("streams", "Successful streams.", Streams::ok),
            streamCount("streams.stalled", "Streams with a gap above orchestress.stream.stall.", Streams::stalled)
                    .with(Trait.HOLDS_WAITING),
            streamCount("streams.unstreamed", "Streams whose chunks all came in one read.", Streams::unstreamed),
            streamCount("streams.bursts", "Streams whose chunks mostly came together with others.", Streams::bursts),
            STALLED_SHARE,
            agents(
                            "chunks-per-second",
                            Quantity.RATE,
                            "",
                            HIGHER,
                            "Chunks with content per second, of successful streams.",
                            streams(s -> Reading.of(s.chunksPerSec(), s.ok(), "streams")))
                    .with(Trait.OF_LOAD),
            tokenCount("tokens.in", Counter.TOKENS_IN.meaning(), Tokens::in),
            tokenCount("tokens.in-cached", "Input tokens from the target's cache.", Tokens::cachedIn),
            tokenCount("tokens.out", Counter.TOKENS_OUT.meaning(), Tokens::out),
            tokenCount("tokens.out-hidden", "Output tokens that were never sent.", Tokens::hiddenOut),
            agents(
                            "tokens.out-per-second",
                            Quantity.RATE,
                            "",
                            HIGHER,
                            "Output tokens per second over the time of the phase.",
                            tokens(Tokens::outPerSec))
                    .with(Trait.OF_LOAD),
            TOKENS_PER_TASK,
            COST_TOTAL,
            COST_PER_TASK,
            MODEL_SHARE,
            SAVING,
            grown("sessions-reopened", "Sessions that were lost and reopened.", AgentResult::sessionsReopened),
            grown("retry-after", "Rejected requests with Retry-After.", AgentResult::retryAfter));

    private AgentMetrics() {}

    private static MetricDefinition task(
            String name, Quantity quantity, Better better, String meaning, Function<Tasks, @Nullable Reading> reading) {
        Source source = (part, task) ->
                part.agents().map(agents -> tasks(agents, task)).map(reading).orElse(null);
        String unit = quantity == Quantity.COUNT ? "tasks" : quantity.unit();
        return MetricDefinition.of(name, quantity, unit, better, Scope.TASK, meaning, source);
    }

    private static MetricDefinition taskCount(String name, String meaning, Function<Tasks, @Nullable Long> count) {
        return task(name, Quantity.COUNT, NEITHER, meaning, t -> {
                    Long value = count.apply(t);
                    return value == null ? null : Reading.of(value, t.ended(), "tasks");
                })
                .with(Trait.HOWEVER_FEW);
    }

    private static @Nullable Tasks tasks(AgentResult agents, String name) {
        return name.equals(SeriesKey.ALL_REQUESTS)
                ? agents.tasks()
                : agents.tasksByName().stream()
                        .filter(tasks -> tasks.name().equals(name))
                        .findFirst()
                        .orElse(null);
    }

    private static MetricDefinition agents(
            String name,
            Quantity quantity,
            String unit,
            Better better,
            String meaning,
            Function<AgentResult, @Nullable Reading> reading) {
        return MetricDefinition.of(
                        name,
                        quantity,
                        unit,
                        better,
                        Scope.PHASE,
                        meaning,
                        (part, ignored) -> part.agents().map(reading).orElse(null))
                .with(Trait.OF_AGENTS);
    }

    private static Function<AgentResult, @Nullable Reading> streams(Function<Streams, @Nullable Reading> reading) {
        return agents -> agents.streams() == null ? null : reading.apply(agents.streams());
    }

    private static MetricDefinition streamCount(
            String name, String meaning, Function<Streams, @Nullable Number> count) {
        return agents(name, Quantity.COUNT, "streams", NEITHER, meaning, streams(s -> {
                    Number value = count.apply(s);
                    return value == null ? null : Reading.of(value.doubleValue(), s.ok(), "streams");
                }))
                .with(Trait.HOWEVER_FEW);
    }

    private static MetricDefinition tokenCount(String name, String meaning, Function<Tokens, @Nullable Number> count) {
        return agents(name, Quantity.COUNT, "tokens", NEITHER, meaning, tokens(count));
    }

    private static Function<AgentResult, @Nullable Reading> tokens(Function<Tokens, @Nullable Number> number) {
        return agents -> {
            Tokens tokens = agents.tokens();
            Number value = tokens == null ? null : number.apply(tokens);
            return value == null ? impossible(agents) : Reading.of(value.doubleValue(), calls(agents), "calls");
        };
    }

    private static @Nullable Reading tokensPerTask(AgentResult agents) {
        Tasks tasks = agents.tasks();
        Tokens tokens = agents.tokens();
        return tasks == null || tasks.ended() == 0 || tokens == null || tokens.in() == null || tokens.out() == null
                ? impossible(agents)
                : Reading.of((double) (tokens.in() + tokens.out()) / tasks.ended(), tasks.ended(), "tasks");
    }

    private static Function<AgentResult, @Nullable Reading> cost(Function<Cost, @Nullable Double> amount) {
        return agents -> {
            Cost cost = agents.cost();
            Double value = cost == null ? null : amount.apply(cost);
            return cost == null || value == null
                    ? impossible(agents)
                    : Reading.of(value, calls(agents), "calls").in(cost.currency());
        };
    }

    /** What the target said of its tokens is not believed: a rule must not be passed over for that. */
    private static @Nullable Reading impossible(AgentResult agents) {
        Tokens tokens = agents.tokens();
        return tokens == null || tokens.impossibleCalls() == null
                ? null
                : Reading.unknown(
                        "unknown: " + tokens.impossibleCalls() + " calls reported token counts below 0 or above 10^9");
    }

    /** Only what grew was written: none where tasks were counted means zero. */
    private static MetricDefinition grown(String name, String meaning, Function<AgentResult, @Nullable Long> count) {
        return agents(name, Quantity.COUNT, "", LOWER, meaning, agents -> {
            Tasks tasks = agents.tasks();
            Long value = count.apply(agents);
            return tasks == null ? null : Reading.of(value == null ? 0 : value, tasks.ended(), "tasks");
        });
    }

    private static long calls(AgentResult agents) {
        Tokens tokens = agents.tokens();
        return tokens == null
                ? 0
                : tokens.byModel().stream()
                        .mapToLong(AgentResult.ModelUse::calls)
                        .reduce(0, SaturatedSum::plus);
    }
}
