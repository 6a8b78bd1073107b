package io.orchestress.analysis;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Confusion;
import io.orchestress.record.AgentResult.Routing;
import io.orchestress.record.AgentResult.Streams;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.CounterName;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.SeriesKey;
import io.orchestress.stats.Wilson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Derives the figures of agents from what was recorded; docs/MATH.md §9 has the formulas. */
final class AgentFigures {
    private static final String TO = ">";

    private final AgentSamples planned;
    private final AgentSamples samples = new AgentSamples();
    private final double seconds;

    /**
     * @param planned of what started within the plan: all rates and times are of it
     * @param later of what started after it: in the counts only
     * @param seconds over which the load was driven; 0 gives rates of 0
     */
    AgentFigures(AgentSamples planned, AgentSamples later, double seconds) {
        this.planned = planned;
        this.seconds = seconds;
        samples.add(planned);
        samples.addTallies(later);
    }

    AgentResult result(String phase, PriceList prices) {
        Tasks tasks = tasks();
        CostFigures cost = new CostFigures(samples, planned, prices, seconds);
        return new AgentResult(
                phase,
                tasks,
                tasksByName(),
                times(),
                streams(),
                cost.tokens(),
                cost.cost(tasks == null ? 0 : tasks.ended()),
                cost.modelShare(),
                cost.saving(),
                routing(),
                boxed(samples.sum(CounterName.SESSIONS_REOPENED)),
                boxed(samples.sum(CounterName.RETRY_AFTER)));
    }

    private @Nullable Tasks tasks() {
        long ok = samples.sum(CounterName.TASKS_OK).orElse(0);
        long failed = samples.sum(CounterName.TASKS_FAILED).orElse(0);
        OptionalLong unfinished = samples.sum(CounterName.TASKS_UNFINISHED);
        return ok + failed + unfinished.orElse(0) == 0
                ? null
                : tasks(
                        SeriesKey.ALL_REQUESTS,
                        ok,
                        failed,
                        samples.sum(CounterName.TASKS_GOOD).orElse(0),
                        planned.sum(CounterName.TASKS_GOOD).orElse(0),
                        boxed(unfinished));
    }

    private List<Tasks> tasksByName() {
        Map<String, Long> ok = samples.byRequest(CounterName.TASKS_OK);
        Map<String, Long> failed = samples.byRequest(CounterName.TASKS_FAILED);
        Map<String, Long> good = samples.byRequest(CounterName.TASKS_GOOD);
        Map<String, Long> goodInPlan = planned.byRequest(CounterName.TASKS_GOOD);
        Map<String, Long> unfinished = samples.byRequest(CounterName.TASKS_UNFINISHED);
        TreeSet<String> names = new TreeSet<>(ok.keySet());
        names.addAll(failed.keySet());
        unfinished.forEach((name, n) -> {
            if (n > 0) {
                names.add(name);
            }
        });
        return names.stream()
                .map(name -> tasks(
                        name,
                        ok.getOrDefault(name, 0L),
                        failed.getOrDefault(name, 0L),
                        good.getOrDefault(name, 0L),
                        goodInPlan.getOrDefault(name, 0L),
                        unfinished.get(name)))
                .toList();
    }

    /** A record that was cut off may know of a good task and not of the task: never more good ones than were done. */
    private Tasks tasks(String name, long ok, long failed, long good, long goodInPlan, @Nullable Long unfinished) {
        long goodOfOk = Math.min(good, ok);
        return new Tasks(
                name,
                ok,
                failed,
                goodOfOk,
                perSec(Math.min(goodOfOk, goodInPlan)),
                ok + failed == 0 ? 0 : (double) goodOfOk / (ok + failed),
                unfinished);
    }

    private List<Times> times() {
        List<Times> times = new ArrayList<>();
        samples.times().forEach((metric, byRequest) -> {
            if (byRequest.size() > 1) {
                LatencyCounts all = new LatencyCounts();
                byRequest.values().forEach(all::add);
                times.add(new Times(metric, SeriesKey.ALL_REQUESTS, all.total(), all.latency()));
            }
            byRequest.forEach(
                    (request, counts) -> times.add(new Times(metric, request, counts.total(), counts.latency())));
        });
        return times;
    }

    private @Nullable Streams streams() {
        OptionalLong streams = samples.sum(CounterName.STREAMS);
        if (streams.isEmpty()) {
            return null;
        }
        long chunks = samples.sum(CounterName.CHUNKS).orElse(0);
        long stalled = samples.sum(CounterName.STALLED_STREAMS).orElse(0);
        return new Streams(
                streams.getAsLong(),
                chunks,
                Math.min(stalled, streams.getAsLong()),
                perSec(planned.sum(CounterName.CHUNKS).orElse(0)),
                boxed(samples.sum(CounterName.UNSTREAMED)),
                boxed(samples.sum(CounterName.BURSTS)));
    }

    private @Nullable Routing routing() {
        long right = samples.sum(CounterName.ROUTED_RIGHT).orElse(0);
        Map<String, Long> confusions = samples.byDetail(CounterName.ROUTED_WRONG);
        long wrong = confusions.values().stream().mapToLong(Long::longValue).reduce(0, SaturatedSum::plus);
        if (right + wrong == 0) {
            return null;
        }
        Wilson interval = Wilson.of(right, right + wrong);
        return new Routing(
                right,
                wrong,
                (double) right / (right + wrong),
                interval.from(),
                interval.to(),
                confusions.entrySet().stream()
                        .map(e -> confusion(e.getKey(), e.getValue()))
                        .sorted(Comparator.comparingLong(Confusion::count).reversed())
                        .toList());
    }

    /** Of {@code expected>chosen}; what was not kept apart any more stands for both. */
    private static Confusion confusion(String detail, long count) {
        int to = detail.indexOf(TO);
        return to < 0
                ? new Confusion(detail, detail, count)
                : new Confusion(detail.substring(0, to), detail.substring(to + 1), count);
    }

    private double perSec(long count) {
        return seconds > 0 ? count / seconds : 0;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
