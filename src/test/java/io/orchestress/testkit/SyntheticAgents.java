package io.orchestress.testkit;

import io.orchestress.analysis.AgentTimeline;
import io.orchestress.analysis.Timeline;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Confusion;
import io.orchestress.record.AgentResult.Cost;
import io.orchestress.record.AgentResult.ModelCost;
import io.orchestress.record.AgentResult.ModelShare;
import io.orchestress.record.AgentResult.ModelUse;
import io.orchestress.record.AgentResult.Routing;
import io.orchestress.record.AgentResult.Saving;
import io.orchestress.record.AgentResult.Streams;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.AgentResult.Tokens;
import io.orchestress.record.AgentResults;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.workload.kind.PhaseKind;
import java.util.List;

/**
 * What agents did in a synthetic run: 10 tasks a second, of which 80 % are good and 5 % fail, and 4 streams a second of 50 tokens by a
 * cheap model and 1 by a dear one.
 */
final class SyntheticAgents {
    private final String agent;
    private final List<PlannedPhase> plan;

    SyntheticAgents(String agent, List<PlannedPhase> plan) {
        this.agent = agent;
        this.plan = plan;
    }

    AgentResults results(double endSeconds) {
        List<PlannedPhase> driven =
                plan.stream().filter(p -> p.startSeconds() < endSeconds).toList();
        double judged = driven.stream()
                .filter(p -> !p.warmUp())
                .mapToDouble(p -> Math.min(p.endSeconds(), endSeconds) - p.startSeconds())
                .sum();
        return new AgentResults(
                result(AgentResults.ALL_PHASES, judged, 1.6),
                driven.stream()
                        .map(p -> result(
                                p.name(),
                                Math.min(p.endSeconds(), endSeconds) - p.startSeconds(),
                                p.kind() == PhaseKind.SPIKE ? 3 : 1))
                        .toList());
    }

    private AgentResult result(String phase, double seconds, double slow) {
        long s = Math.max(1, Math.round(seconds));
        double cheapCost = (800.0 * s * 0.25 + 200.0 * s * 1.25) / 1e6;
        double dearCost = (200.0 * s * 3 + 50.0 * s * 15) / 1e6;
        double single = (1000.0 * s * 3 + 250.0 * s * 15) / 1e6;
        return new AgentResult(
                phase,
                tasks("*", 10 * s, s),
                List.of(tasks("answer for " + agent, 6 * s, s), tasks("research", 4 * s, s)),
                List.of(
                        times("itl", "*", 200 * s, 18_000 * slow),
                        times("itl", "stream tokens", 150 * s, 18_000 * slow),
                        times("itl", "ask " + agent, 50 * s, 18_500 * slow),
                        times("task", "answer for " + agent, 9 * s, 900_000 * slow),
                        times("tpot", "stream tokens", 5 * s, 18_200 * slow),
                        times("ttft", "stream tokens", 5 * s, 240_000 * slow)),
                new Streams(5 * s, 250 * s, s / 10, 250),
                new Tokens(
                        1000 * s,
                        250 * s,
                        250.0,
                        List.of(
                                new ModelUse("sage", s, 200 * s, 50 * s),
                                new ModelUse("swift " + agent, 4 * s, 800 * s, 200 * s))),
                new Cost(
                        "USD",
                        cheapCost + dearCost,
                        cheapCost + dearCost,
                        (cheapCost + dearCost) / (10 * s),
                        List.of(new ModelCost("sage", dearCost), new ModelCost("swift " + agent, cheapCost)),
                        List.of()),
                new ModelShare(4 * s, 5 * s, 0.8),
                new Saving("sage", single, 1 - (cheapCost + dearCost) / single),
                new Routing(9 * s, s, 0.9, 0.88, 0.92, List.of(new Confusion(agent, "coder " + agent, s))),
                null,
                null);
    }

    private static Tasks tasks(String name, long n, long seconds) {
        long failed = n / 20;
        long good = n * 8 / 10;
        return new Tasks(name, n - failed, failed, good, (double) good / seconds, (double) good / n);
    }

    private static Times times(String metric, String request, long count, double p50) {
        return new Times(
                metric,
                request,
                count,
                new Latency(
                        Math.round(p50 * 0.4),
                        p50 * 1.1,
                        p50 * 0.5,
                        Math.round(p50),
                        Math.round(p50 * 1.3),
                        Math.round(p50 * 1.7),
                        Math.round(p50 * 2.1),
                        Math.round(p50 * 3.4),
                        Math.round(p50 * 6),
                        Math.round(p50 * 9)));
    }

    AgentTimeline timeline(List<Timeline.Bin> bins) {
        return new AgentTimeline(
                true,
                true,
                true,
                bins.stream()
                        .map(bin -> {
                            double slow = 1 + bin.users() / 400;
                            return new AgentTimeline.Bin(
                                    percentiles(240_000 * slow),
                                    percentiles(18_000 * slow),
                                    5,
                                    250 / slow,
                                    9.5,
                                    8 / slow);
                        })
                        .toList());
    }

    private static Timeline.Percentiles percentiles(double p50) {
        return new Timeline.Percentiles(
                Math.round(p50),
                Math.round(p50 * 1.3),
                Math.round(p50 * 2.1),
                Math.round(p50 * 3.4),
                Math.round(p50 * 9));
    }
}
