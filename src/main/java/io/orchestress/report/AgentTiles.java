package io.orchestress.report;

import static io.orchestress.text.Format.count;
import static io.orchestress.text.Format.latency;
import static io.orchestress.text.Format.percent;
import static io.orchestress.text.Format.rate;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Cost;
import io.orchestress.record.MetricName;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;

/** The handful of figures of agents that everybody asks for first; none where nothing was measured of agents. */
public final class AgentTiles {
    private static final int NAME = 30;

    private AgentTiles() {}

    /**
     * One figure.
     *
     * @param value with its unit
     * @param note what it rests on
     */
    public record Tile(String name, String value, String note) {}

    public static List<Tile> of(RunFacts facts) {
        return facts.agents().map(AgentTiles::of).orElse(List.of());
    }

    /** How long they would have taken nobody knows, so they are in no share: it is said that there are such. */
    private static String cutOff(AgentResult.Tasks tasks) {
        return tasks.cutOff() == 0 ? "" : ", " + count(tasks.cutOff()) + " unfinished";
    }

    private static List<Tile> of(AgentResult agents) {
        List<Tile> tiles = new ArrayList<>();
        if (agents.tasks() != null) {
            tiles.add(new Tile(
                    "Goodput",
                    rate(agents.tasks().goodputPerSec()),
                    agents.tasks().ended() == 0
                            ? "no task ended" + cutOff(agents.tasks())
                            : percent(agents.tasks().goodShare()) + " of "
                                    + count(agents.tasks().ended(), "task") + " good" + cutOff(agents.tasks())));
        }
        AgentTimes.of(agents, MetricName.TTFT)
                .ifPresent(t -> tiles.add(new Tile("TTFT p50", latency(t.p50()), "p99 " + latency(t.p99()))));
        AgentTimes.gap(agents)
                .ifPresent(t -> tiles.add(new Tile(
                        t.name().equals(MetricName.ITL) ? "ITL p50" : "ICL p50",
                        latency(t.micros().p50()),
                        "p99 " + latency(t.micros().p99()))));
        if (agents.tokens() != null
                && agents.tokens().out() != null
                && agents.tokens().outPerSec() != null) {
            tiles.add(new Tile(
                    "Tokens out",
                    rate(agents.tokens().outPerSec()),
                    count(agents.tokens().out(), "token") + " in all"));
        }
        if (agents.cost() != null) {
            tiles.add(cost(agents.cost()));
        }
        if (agents.routing() != null) {
            tiles.add(new Tile(
                    "Routing",
                    percent(agents.routing().accuracy()),
                    count(agents.routing().right()) + " of "
                            + count(agents.routing().right() + agents.routing().wrong(), "task") + " right"));
        }
        if (agents.streams() != null) {
            tiles.add(new Tile(
                    "Stalled",
                    percent(agents.streams().stalledShare()),
                    count(agents.streams().stalled()) + " of "
                            + count(agents.streams().ok(), "stream")));
        }
        return List.copyOf(tiles);
    }

    private static Tile cost(Cost cost) {
        if (cost.total() == null) {
            String least = cost.byModel().isEmpty() ? "" : ", at least " + Format.money(cost.known(), cost.currency());
            return new Tile("Cost", "unknown", "no price or no tokens for " + models(cost) + least);
        }
        return new Tile(
                "Cost",
                Format.money(cost.total(), cost.currency()),
                (cost.perTask() == null ? "" : Format.money(cost.perTask(), cost.currency()) + " a task")
                        + (cost.fullyPricedCache() == null ? "" : ", at most: no price of cached input"));
    }

    /** The models whose cost is not known. */
    static String models(Cost cost) {
        String first = model(cost.unknownModels().get(0));
        int more = cost.unknownModels().size() - 1;
        return more == 0 ? first : first + " and " + more + " more";
    }

    /** A model as the target names it; some name none. */
    static String model(String name) {
        return name.isEmpty() ? "(no model named)" : PlainText.shorten(PlainText.clean(name), NAME);
    }
}
