package io.orchestress.report;

import static io.orchestress.text.Format.count;
import static io.orchestress.text.Format.latency;
import static io.orchestress.text.Format.percent;
import static io.orchestress.text.Format.rate;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Confusion;
import io.orchestress.record.AgentResult.Cost;
import io.orchestress.record.AgentResult.Routing;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.MetricName;
import io.orchestress.report.KeyFindings.Finding;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an engineer would say of the agents; nothing where nothing was measured of them. */
final class AgentFindings {
    private static final int NAME = 40;

    private AgentFindings() {}

    static List<Finding> of(RunFacts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.agents().ifPresent(agents -> {
            goodput(agents, findings);
            streams(agents, findings);
            cost(agents, findings);
            routing(agents, findings);
        });
        return findings;
    }

    private static void goodput(AgentResult agents, List<Finding> findings) {
        Tasks tasks = agents.tasks();
        if (tasks == null) {
            return;
        }
        String cutOff =
                tasks.cutOff() == 0 ? "" : "; " + count(tasks.cutOff()) + " had not ended when the load stopped";
        if (tasks.ended() == 0) {
            findings.add(new Finding("Goodput", "No task ended" + cutOff + "."));
            return;
        }
        long late = tasks.ok() - tasks.good();
        String rest = late + tasks.failed() == 0
                ? ""
                : "; " + (late == 0 ? "" : count(late) + " exceeded the SLO")
                        + (late > 0 && tasks.failed() > 0 ? ", and " : "")
                        + (tasks.failed() == 0 ? "" : count(tasks.failed()) + " failed");
        findings.add(new Finding(
                "Goodput",
                percent(tasks.goodShare()) + " of " + count(tasks.ended(), "task") + " finished within the SLO, "
                        + rate(tasks.goodputPerSec()) + rest + cutOff + "."));
    }

    private static void streams(AgentResult agents, List<Finding> findings) {
        AgentTimes.of(agents, MetricName.TTFT).ifPresent(ttft -> {
            String gap = AgentTimes.gap(agents)
                    .map(t -> "; gaps between " + (t.name().equals(MetricName.ITL) ? "tokens" : "chunks")
                            + ": median " + latency(t.micros().p50()) + ", p99 "
                            + latency(t.micros().p99()))
                    .orElse("");
            String stalled = agents.streams() == null || agents.streams().stalled() == 0
                    ? ""
                    : "; " + percent(agents.streams().stalledShare()) + " of the streams stalled";
            findings.add(new Finding(
                    "Streams",
                    "Half the streams had their first token after " + latency(ttft.p50()) + ", 99 % after "
                            + latency(ttft.p99()) + gap + stalled + "." + heldBack(agents.streams())));
        });
    }

    /** Times of tokens that came together are times of whoever held them back. */
    private static String heldBack(AgentResult.@Nullable Streams streams) {
        if (streams == null) {
            return "";
        }
        String atOnce = streams.unstreamed() == null
                ? ""
                : " " + count(streams.unstreamed()) + " of " + count(streams.ok(), "stream")
                        + " were not streamed: all chunks arrived in one read, so first and last token coincide and there is no time"
                        + " per token. Check for a buffering proxy.";
        return streams.bursts() == null
                ? atOnce
                : atOnce + " " + count(streams.bursts()) + " of " + count(streams.ok(), "stream")
                        + " arrived in bursts: gaps are between reads.";
    }

    private static void cost(AgentResult agents, List<Finding> findings) {
        Cost cost = agents.cost();
        if (cost == null) {
            return;
        }
        if (cost.total() == null) {
            String least =
                    cost.byModel().isEmpty() ? "" : "; the others cost " + Format.money(cost.known(), cost.currency());
            findings.add(new Finding(
                    "Cost",
                    "The cost is unknown: no price, or no token count, for " + AgentTiles.models(cost) + least + "."));
            return;
        }
        String perTask = cost.perTask() == null ? "" : ", " + Format.money(cost.perTask(), cost.currency()) + " a task";
        String saving = agents.saving() == null
                ? ""
                : "; " + percent(Math.abs(agents.saving().share()))
                        + (agents.saving().share() >= 0 ? " less" : " more") + " than with "
                        + name(agents.saving().single()) + " alone";
        findings.add(new Finding(
                "Cost", "The tokens cost " + Format.money(cost.total(), cost.currency()) + perTask + saving + "."));
    }

    private static void routing(AgentResult agents, List<Finding> findings) {
        Routing routing = agents.routing();
        if (routing == null) {
            return;
        }
        String interval =
                " (95 % interval " + percent(routing.accuracyFrom()) + " to " + percent(routing.accuracyTo()) + ")";
        String most = "";
        if (!routing.confusions().isEmpty()) {
            Confusion first = routing.confusions().get(0);
            most = "; most often " + name(first.chosen()) + " did the work of " + name(first.expected());
        }
        findings.add(new Finding(
                "Routing",
                percent(routing.accuracy()) + " of " + count(routing.right() + routing.wrong(), "task")
                        + " reached the expected agent" + interval + most + "."));
    }

    private static String name(String name) {
        return PlainText.shorten(PlainText.clean(name), NAME);
    }
}
