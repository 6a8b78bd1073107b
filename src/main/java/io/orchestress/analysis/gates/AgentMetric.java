package io.orchestress.analysis.gates;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Cost;
import io.orchestress.record.AgentResult.ModelShare;
import io.orchestress.record.AgentResult.Routing;
import io.orchestress.record.AgentResult.Streams;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.AgentResult.Tokens;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.SeriesKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A figure of agents that is not a time; docs/MATH.md §9 defines each. */
enum AgentMetric implements GateMetric {
    TASKS("tasks", Dimension.COUNT, Better.EITHER, false, tasks(t -> (double) t.ended())),
    GOODPUT("goodput", Dimension.RATE, Better.HIGHER, true, tasks(Tasks::goodputPerSec)),
    GOOD_SHARE("good-share", Dimension.SHARE, Better.HIGHER, false, share(tasks(t -> 100 * t.goodShare()))),
    TASK_ERRORS(
            "task-error-rate",
            Dimension.SHARE,
            Better.LOWER,
            false,
            share(tasks(t -> t.ended() == 0 ? 0 : 100.0 * t.failed() / t.ended()))),
    STALLED_SHARE(
            "stalled-share",
            Dimension.SHARE,
            Better.LOWER,
            false,
            share(streams(s -> s.ok() == 0 ? 0 : 100.0 * s.stalled() / s.ok()))),
    CHUNKS_PER_SEC("chunks-per-sec", Dimension.RATE, Better.HIGHER, true, streams(Streams::chunksPerSec)),
    TOKENS_IN("tokens.in", Dimension.COUNT, Better.EITHER, false, tokens(Tokens::in)),
    TOKENS_OUT("tokens.out", Dimension.COUNT, Better.EITHER, false, tokens(Tokens::out)),
    TOKENS_PER_SEC("tokens.out-per-sec", Dimension.RATE, Better.HIGHER, true, tokens(Tokens::outPerSec)),
    COST_PER_TASK("cost.per-task", Dimension.MONEY, Better.LOWER, false, cost(Cost::perTask)),
    COST_TOTAL("cost.total", Dimension.MONEY, Better.LOWER, false, cost(Cost::total)),
    MODEL_SHARE("model-share", Dimension.SHARE, Better.EITHER, false, share((a, name) -> modelShare(a.modelShare()))),
    SAVING(
            "saving",
            Dimension.SHARE,
            Better.HIGHER,
            false,
            (a, name) -> a.saving() == null
                    ? impossible(a)
                    : MetricValue.of(100 * a.saving().share(), calls(a), "calls")),
    ROUTING("routing-accuracy", Dimension.SHARE, Better.HIGHER, false, share((a, name) -> routing(a.routing()))),
    SESSIONS_REOPENED(
            "sessions-reopened", Dimension.COUNT, Better.LOWER, false, counted(AgentResult::sessionsReopened)),
    RETRY_AFTER("retry-after", Dimension.COUNT, Better.LOWER, false, counted(AgentResult::retryAfter));

    private final String word;
    private final Dimension dimension;
    private final Better better;
    private final boolean byLoadPhase;
    private final Source source;

    AgentMetric(String word, Dimension dimension, Better better, boolean byLoadPhase, Source source) {
        this.word = word;
        this.dimension = dimension;
        this.better = better;
        this.byLoadPhase = byLoadPhase;
        this.source = source;
    }

    private interface Source {
        @Nullable
        MetricValue of(AgentResult agents, String name);
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public Dimension dimension() {
        return dimension;
    }

    @Override
    public Better better() {
        return better;
    }

    @Override
    public boolean byLoadPhase() {
        return byLoadPhase;
    }

    @Override
    public String ofWhat() {
        return this == TASKS || this == GOODPUT || this == GOOD_SHARE || this == TASK_ERRORS ? "task" : "";
    }

    @Override
    public List<String> names(Scope place) {
        return place.agents().stream()
                .flatMap(agents -> agents.tasksByName().stream())
                .map(Tasks::name)
                .toList();
    }

    @Override
    public Optional<MetricValue> at(Scope place, String name, Percentiles percentiles) {
        return place.agents().flatMap(agents -> Optional.ofNullable(source.of(agents, name)));
    }

    /** A good task is a quick one, and a stalled stream one that was read late. */
    @Override
    public boolean holdsInjectorsWaiting() {
        return this == GOOD_SHARE || this == STALLED_SHARE || GateMetric.super.holdsInjectorsWaiting();
    }

    @Override
    public boolean mayBeNegative() {
        return this == SAVING;
    }

    /** Tasks that failed are judged however few there are: that enough was sent the rules of requests see to. */
    @Override
    public long needed(long minSamples) {
        return this == TASKS || this == TASK_ERRORS ? 0 : minSamples;
    }

    /** Each sample is one draw: what the share is of can be told from it. */
    private static Source share(Source percent) {
        return (agents, name) -> {
            MetricValue reading = percent.of(agents, name);
            return reading == null ? null : reading.ofShare(reading.value() / 100 * reading.samples());
        };
    }

    private static Source tasks(Function<Tasks, Double> figure) {
        return (agents, name) -> {
            Tasks tasks = name.equals(SeriesKey.ALL_REQUESTS)
                    ? agents.tasks()
                    : agents.tasksByName().stream()
                            .filter(t -> t.name().equals(name))
                            .findFirst()
                            .orElse(null);
            return tasks == null ? null : MetricValue.of(figure.apply(tasks), tasks.ended(), "tasks");
        };
    }

    private static Source streams(Function<Streams, Double> figure) {
        return (agents, name) -> {
            Streams streams = agents.streams();
            return streams == null ? null : MetricValue.of(figure.apply(streams), streams.ok(), "streams");
        };
    }

    private static Source tokens(Function<Tokens, @Nullable Number> figure) {
        return (agents, name) -> {
            Tokens tokens = agents.tokens();
            Number value = tokens == null ? null : figure.apply(tokens);
            return value == null ? impossible(agents) : MetricValue.of(value.doubleValue(), calls(agents), "calls");
        };
    }

    private static Source cost(Function<Cost, @Nullable Double> figure) {
        return (agents, name) -> {
            Cost cost = agents.cost();
            Double value = cost == null ? null : figure.apply(cost);
            return value == null ? impossible(agents) : MetricValue.of(value, calls(agents), "calls");
        };
    }

    /** What the target said of its tokens is not believed: a rule must not be passed over for that. */
    private static @Nullable MetricValue impossible(AgentResult agents) {
        Tokens tokens = agents.tokens();
        return tokens == null || tokens.impossibleCalls() == null
                ? null
                : MetricValue.unknown(
                        "not known: " + tokens.impossibleCalls() + " calls told token counts below 0 or above 10^9");
    }

    /** Only what grew was written: none where tasks were counted means zero. */
    private static Source counted(Function<AgentResult, @Nullable Long> figure) {
        return (agents, name) -> {
            Tasks tasks = agents.tasks();
            Long value = figure.apply(agents);
            return tasks == null ? null : MetricValue.of(value == null ? 0 : value, tasks.ended(), "tasks");
        };
    }

    private static @Nullable MetricValue modelShare(@Nullable ModelShare share) {
        return share == null
                ? null
                : MetricValue.of(100.0 * share.cheapCalls() / share.calls(), share.calls(), "calls");
    }

    private static @Nullable MetricValue routing(@Nullable Routing routing) {
        if (routing == null) {
            return null;
        }
        long tasks = routing.right() + routing.wrong();
        return MetricValue.of(100.0 * routing.right() / tasks, tasks, "tasks");
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
