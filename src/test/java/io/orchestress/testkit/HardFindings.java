package io.orchestress.testkit;

import io.orchestress.analysis.Findings;
import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.Timeline;
import io.orchestress.analysis.issues.ExampleTraces;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.ClassGrowth;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Priority;
import io.orchestress.record.Issue.Recommendation;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.Environment;
import io.orchestress.record.RunRecord.Target;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TargetEvent.Kind;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.sample.RunSamples;
import io.orchestress.workload.kind.LoadModel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Findings that a report must survive: empty, huge, cut off, hostile. */
public final class HardFindings {
    /** Runs as script wherever it gets into a page unescaped. */
    public static final String EVIL = "</script><img src=x onerror=alert(1)>";

    private HardFindings() {}

    /** By name. */
    public static Map<String, Findings> all() {
        Map<String, Findings> all = new LinkedHashMap<>();
        all.put("spike", SyntheticFindings.spike().build());
        all.put("corrected", SyntheticFindings.spike().corrected().build());
        all.put("one phase", SyntheticFindings.calm().build());
        all.put("microseconds", SyntheticFindings.calm().faster(2000).build());
        all.put("agents", SyntheticFindings.spike().agents().build());
        all.put("resources", SyntheticFindings.spike().agents().resources().build());
        all.put("both sides", joined(SyntheticFindings.spike().agents().build()));
        all.put("samples", sampled());
        all.put("breaker", SyntheticFindings.spike().breakerAt(147).build());
        all.put("crashed", SyntheticFindings.spike().crashedAt(163).build());
        all.put("nothing measured", SyntheticFindings.nothing());
        all.put("empty record", empty());
        all.put("large", large());
        all.put("hostile", hostile());
        return all;
    }

    private static Findings sampled() {
        RunSamples samples = SyntheticSamples.spike();
        RunRecord run = SyntheticFindings.spike().build().record();
        return joined(SyntheticFindings.spike()
                        .issues(ExampleTraces.named(run.issues(), run, samples.all()))
                        .build())
                .with(samples);
    }

    private static Findings joined(Findings findings) {
        return new Findings(
                findings.record()
                        .withBothSides(SyntheticSides.of(
                                findings.record().phases().get(1).name())),
                findings.timeline(),
                findings.heatMap(),
                findings.spectra(),
                findings.agentTimeline(),
                findings.resourceTimeline());
    }

    /** A record as it is while the run goes: no phases, totals, verdict or issues. */
    public static Findings empty() {
        RunRecord record = new RunRecord(
                1,
                "0.1.0",
                "run",
                "SmokeTest",
                "smoke",
                "quick",
                LoadModel.CLOSED,
                0,
                RunStatus.RUNNING,
                null,
                new Target("http://127.0.0.1:1", "http", false, null),
                Instant.EPOCH,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                0,
                BreakerResult.CLOSED,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                new Environment("", "", "", 0, 0, 0, 0, Double.NaN, ""),
                Map.of());
        return new Findings(
                record,
                new Timeline(1, List.of(), List.of()),
                new HeatMap(1, 0, List.of(), List.of()),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** An hour in 3,600 bins, 20 phases, 40 requests, some with names that nobody can read to their end. */
    public static Findings large() {
        SyntheticFindings large =
                SyntheticFindings.spike().withoutPhases().openModel().corrected();
        for (int i = 0; i < 20; i++) {
            large.phase(
                    "step " + (i + 1) + " of the long stress test",
                    i == 0 ? "ramp-up" : "step",
                    i == 0,
                    180,
                    40 * i + 20);
        }
        return large.requests(IntStream.range(0, 40)
                        .mapToObj(i -> "POST /v1/agents/" + i + (i % 7 == 0 ? "/" + "very/long/path".repeat(20) : ""))
                        .toList())
                .build();
    }

    /** Every text that can come from a target or a configuration tries something. */
    public static Findings hostile() {
        return SyntheticFindings.spike()
                .withoutPhases()
                .phase(EVIL, "steady", false, 60, 100)
                .phase("{{ 7 * 7 }} ${7*7} \"' onmouseover=alert(1) x='", "spike", false, 30, 900)
                .requests(List.of(
                        EVIL, "a|b`c``d` @everyone #1 [x](javascript:alert(1))", "\u202Egnp.exe\u001b[2J", "\u2028]]>"))
                .agents(EVIL)
                .target("javascript:alert(1)//" + EVIL, EVIL)
                .events(List.of(
                        new TargetEvent(10, Kind.COLLECTED, EVIL, "", "", 5, EVIL),
                        new TargetEvent(20, Kind.COUNTED, EVIL, "", "", 5, null),
                        new TargetEvent(
                                50, Kind.COUNTED, EVIL, "", "", 5, null, List.of(new ClassGrowth(EVIL, 1, 2, 10, 20)))))
                .verdict(new Verdict(
                        Outcome.FAIL, 1.0, EVIL, EVIL, List.of(new Gate(EVIL, Outcome.WARN, 1.0, 2, EVIL, EVIL))))
                .issues(List.of(new Issue(
                        EVIL,
                        Severity.CRITICAL,
                        EVIL + " *bold* | https://example.com @everyone",
                        EVIL,
                        List.of(new Recommendation(Priority.LOW, EVIL)),
                        new Evidence(List.of(EVIL), List.of(EVIL), 0, 60, EVIL, 1, 2.0, EVIL),
                        List.of(new Issue(
                                EVIL,
                                Severity.LOW,
                                EVIL,
                                EVIL,
                                List.of(),
                                new Evidence(List.of(EVIL), List.of(EVIL), 0, 60, EVIL, 1, 2.0, EVIL))))))
                .build()
                .with(SyntheticSamples.hostile(EVIL));
    }
}
