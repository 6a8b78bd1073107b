package io.orchestress.live;

import io.orchestress.config.CapacitySettings;
import io.orchestress.live.view.RunView;
import io.orchestress.record.LiveState;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import io.orchestress.workload.kind.LoadModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where a run is in its plan, and its latest second, as texts of the page. */
final class Progress {
    private final RunRecord run;
    private final RunView view;
    private final double elapsed;
    private final double planned;

    Progress(RunRecord run, RunView view) {
        this.run = run;
        this.view = view;
        elapsed = view.latest().map(TimeSeriesRow::atSeconds).orElse(0.0);
        planned =
                run.plan().stream().mapToDouble(PlannedPhase::endSeconds).max().orElse(0);
    }

    /** Phases with their lengths, and how far the run is in them. */
    Map<String, Object> plan() {
        List<Map<String, Object>> phases = new ArrayList<>();
        for (PlannedPhase phase : run.plan()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", PlainText.clean(phase.name()));
            one.put("seconds", phase.endSeconds() - phase.startSeconds());
            one.put("kind", phase.kind().configName());
            one.put("warmUp", phase.warmUp());
            one.put("load", load(phase.load()));
            phases.add(one);
        }
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("seconds", planned);
        plan.put("elapsed", elapsed);
        plan.put("phases", phases);
        plan.put("at", Format.duration(Math.floor(elapsed)) + " of " + Format.duration(planned));
        plan.put("left", left());
        plan.put("phase", phase().map(now -> PlainText.clean(now.name())).orElse(""));
        return plan;
    }

    private String left() {
        if (run.status() != RunStatus.RUNNING) {
            return "ended";
        }
        if (run.loadStartedAt() == null) {
            return "the load has not started";
        }
        if (run.workload().equals(CapacitySettings.WORKLOAD)) {
            return "the search ends when it has found the capacity";
        }
        return elapsed >= planned
                ? "after the plan: waiting for the last responses"
                : Format.duration(Math.ceil(planned - elapsed)) + " left";
    }

    /** The phase of the latest second. */
    private Optional<PlannedPhase> phase() {
        return run.plan().stream()
                .filter(phase -> elapsed - 0.5 >= phase.startSeconds() && elapsed - 0.5 < phase.endSeconds())
                .findFirst();
    }

    private String load(double load) {
        return closed() ? Format.number(load) + (load == 1 ? " user" : " users") : Format.rate(load);
    }

    private boolean closed() {
        return run.model() == LoadModel.CLOSED;
    }

    /** The handful of figures at the top, of the latest second. */
    List<Map<String, String>> tiles() {
        TimeSeriesRow second = view.latest().orElse(null);
        if (second == null) {
            return List.of();
        }
        String plannedLoad =
                phase().map(now -> "planned: up to " + load(now.load())).orElse("after the plan");
        List<Map<String, String>> tiles = new ArrayList<>();
        tiles.add(tile("Users", Format.count(second.users()), closed() ? plannedLoad : "alive now"));
        tiles.add(tile(
                "Requests",
                Format.rate(second.ok() + second.failed()),
                closed() ? Format.count(view.ended()) + " so far" : plannedLoad));
        tiles.add(tile("p95", latency(second.p95Micros()), "median " + latency(second.p50Micros())));
        tiles.add(tile("p99", latency(second.p99Micros()), "max " + latency(second.maxMicros())));
        tiles.add(tile(
                "Failed",
                Format.percent(share(second.failed(), second.ok() + second.failed())),
                "so far " + Format.percent(share(view.failed(), view.ended())) + ", "
                        + Format.count(view.failed(), "request")));
        tiles.add(tile("In flight", Format.count(second.inFlight()), "sent, without a response"));
        return tiles;
    }

    private static Map<String, String> tile(String name, String value, String note) {
        Map<String, String> tile = new LinkedHashMap<>();
        tile.put("name", name);
        tile.put("value", value);
        tile.put("note", note);
        return tile;
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    private static String latency(OptionalLong micros) {
        return micros.isPresent() ? Format.latency(micros.getAsLong()) : Format.NONE;
    }

    /** The rules of the circuit breaker and how near each is to its limit; null: nobody tells. */
    static @Nullable Map<String, Object> breaker(Optional<LiveState> state) {
        if (state.isEmpty()) {
            return null;
        }
        List<Map<String, Object>> rules = new ArrayList<>();
        for (LiveState.Rule rule : state.get().rules()) {
            Map<String, Object> one = new LinkedHashMap<>();
            Double value = rule.value();
            one.put("rule", PlainText.clean(rule.rule()));
            one.put("limit", "limit " + Format.limit(rule.limit(), rule.unit()));
            if (value == null || !Double.isFinite(value)) {
                one.put("value", "too few samples");
                one.put("share", null);
            } else {
                one.put(
                        "value",
                        value == 0 ? Format.limit(0, rule.unit()) : Format.beside(value, rule.unit(), rule.limit()));
                one.put("share", Math.max(0, Math.min(1, rule.limit() > 0 ? value / rule.limit() : value)));
            }
            rules.add(one);
        }
        Map<String, Object> breaker = new LinkedHashMap<>();
        breaker.put("state", PlainText.clean(state.get().breaker()));
        breaker.put("rules", rules);
        return breaker;
    }
}
