package io.orchestress.testkit;

import io.orchestress.analysis.Findings;
import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.Spectrum;
import io.orchestress.analysis.Timeline;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.Issue;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunMessages.FailureWords;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.Environment;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.RunRecord.Target;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run that never was: a target that carries 400 users, under a load drawn by hand. The same calls give the same findings,
 * bit for bit. By default the spike test: ramp-up, steady, spike to ten times the users, recovery, ramp-down; five requests.
 */
public final class SyntheticFindings {
    private static final Instant START = Instant.parse("2026-11-21T03:25:08Z");
    private static final Instant LOAD_START = Instant.parse("2026-11-21T03:25:10Z");
    private static final double CAPACITY_USERS = 400;
    private static final RunMessages SAID = new RunMessages(
            List.of(
                    new FailureWords(
                            "submit task",
                            FailureClass.http(503),
                            79,
                            List.of(
                                    new RunMessages.Text(
                                            "HTTP 503: the queue of the planner is full", 70, "spike", 127.25),
                                    new RunMessages.Text("HTTP 503: shutting down", 9, "recovery", 214.5))),
                    new FailureWords(
                            "run workflow",
                            FailureClass.TIMEOUT,
                            57,
                            List.of(new RunMessages.Text("no response within 30 s", 57, "spike", 161.004)))),
            List.of("No readings from http://127.0.0.1:9464/metrics until this is fixed: it returns status 503"),
            List.of("more than 200 names of steps: further ones are '(others)'"),
            null);

    private final List<PlannedPhase> plan = new ArrayList<>();
    private List<String> requests =
            List.of("create agent", "submit task", "task status", "run workflow", "stream tokens");
    private int binSeconds = 1;
    private RunStatus status = RunStatus.COMPLETED;
    private double endSeconds = Double.MAX_VALUE;
    private BreakerResult breaker = BreakerResult.CLOSED;
    private String model = "closed";
    private String workload = "spike";
    private boolean corrected;
    private boolean failures = true;
    private double speed = 1;
    private Verdict verdict = SyntheticJudgement.failing();
    private List<Issue> issues = SyntheticJudgement.spikeIssues();
    private Target target = new Target("http://127.0.0.1:8080/a2a", "a2a", true, null);
    private String simulation = "SpikeTest";
    private String profile = "standard";
    private String agents = "";
    private boolean resources;
    private final Map<String, String> settings = new TreeMap<>();

    private SyntheticFindings() {}

    /** A spike run of five minutes that fails its gates. */
    public static SyntheticFindings spike() {
        return new SyntheticFindings()
                .phase("ramp-up", "ramp-up", true, 30, 100)
                .phase("steady", "steady", false, 90, 100)
                .phase("spike", "spike", false, 90, 1000)
                .phase("recovery", "recovery", false, 60, 100)
                .phase("ramp-down", "ramp-down", false, 30, 0);
    }

    /** One phase of a minute in which everything went well. */
    public static SyntheticFindings calm() {
        SyntheticFindings calm = new SyntheticFindings().phase("steady", "steady", false, 60, 50);
        calm.simulation = "SmokeTest";
        calm.profile = "quick";
        calm.failures = false;
        calm.issues = List.of();
        calm.verdict = new Verdict(
                Outcome.PASS,
                100.0,
                "A",
                "All 3 gates passed.",
                List.of(
                        new Gate("p95", Outcome.PASS, 162.0, 2000, "ms", ""),
                        new Gate("error rate", Outcome.PASS, 0.0, 1, "%", ""),
                        new Gate("start-up time", Outcome.PASS, 812.0, 5000, "ms", "")));
        return calm;
    }

    /** A run whose load never started: a plan, and nothing measured. */
    public static Findings nothing() {
        SyntheticFindings none = spike();
        none.status = RunStatus.ABORTED;
        none.verdict = new Verdict(
                Outcome.INCONCLUSIVE,
                null,
                null,
                "Not enough evidence for p95 (p95 was not measured).",
                List.of(new Gate("p95", Outcome.INCONCLUSIVE, null, 2000, "ms", "no samples")));
        none.issues = List.of();
        RunRecord record = none.record(List.of(), null, null, null);
        return new Findings(
                record,
                new Timeline(1, List.of(), List.of()),
                new HeatMap(1, 0, List.of(), List.of()),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public SyntheticFindings phase(String name, String kind, boolean warmUp, double seconds, double users) {
        double start = plan.isEmpty() ? 0 : plan.get(plan.size() - 1).endSeconds();
        plan.add(new PlannedPhase(name, PhaseKind.of(kind), warmUp, start, start + seconds, users, users));
        return this;
    }

    public SyntheticFindings withoutPhases() {
        plan.clear();
        return this;
    }

    public SyntheticFindings requests(List<String> names) {
        requests = List.copyOf(names);
        return this;
    }

    public SyntheticFindings configured(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public SyntheticFindings binSeconds(int seconds) {
        binSeconds = seconds;
        return this;
    }

    public SyntheticFindings openModel() {
        model = "open";
        return this;
    }

    /** Of this workload, not of spike. */
    public SyntheticFindings of(String otherWorkload) {
        workload = otherWorkload;
        return this;
    }

    /** Adds what agents did: tasks, streams, tokens of two models, routing. */
    public SyntheticFindings agents() {
        return agents("planner");
    }

    /** The same, with an agent of that name in it. */
    public SyntheticFindings agents(String agent) {
        agents = agent;
        return this;
    }

    /** Adds what the target, the injector and the host used; the target could not be read for a while. */
    public SyntheticFindings resources() {
        resources = true;
        target = new Target("http://127.0.0.1:8080/a2a", "a2a", true, 812L);
        return this;
    }

    /** Adds latencies from the intended start, far from the measured ones where users queue. */
    public SyntheticFindings corrected() {
        corrected = true;
        return this;
    }

    /** A target as many times faster. */
    public SyntheticFindings faster(double times) {
        speed = times;
        return this;
    }

    public SyntheticFindings target(String url, String protocol) {
        target = new Target(url, protocol, false, null);
        return this;
    }

    /** To the target of before. */
    public SyntheticFindings events(List<TargetEvent> events) {
        target = target.with(events);
        return this;
    }

    public SyntheticFindings verdict(Verdict value) {
        verdict = value;
        return this;
    }

    public SyntheticFindings issues(List<Issue> value) {
        issues = List.copyOf(value);
        return this;
    }

    /** The record of a run that was killed at this second, as recovered. */
    public SyntheticFindings crashedAt(double seconds) {
        status = RunStatus.CRASHED;
        endSeconds = seconds;
        return this;
    }

    /** The circuit breaker stops the load at this second. */
    public SyntheticFindings breakerAt(double seconds) {
        status = RunStatus.ABORTED;
        endSeconds = seconds;
        breaker = new BreakerResult(
                true,
                "error-rate",
                "54 of 100 requests failed in the last 10.0 s: 54.0 % (limit 50.0 %)",
                LOAD_START.plusMillis((long) (seconds * 1000)),
                seconds);
        verdict = new Verdict(
                Outcome.FAIL,
                38.0,
                "F",
                "The circuit breaker stopped the load: rule 'error-rate', 54 of 100 requests failed in the last 10.0 s: 54.0 % (limit 50.0 %).",
                verdict.gates(),
                verdict.notMeasured(),
                verdict.validators());
        return this;
    }

    public Findings build() {
        SyntheticTotals whole = new SyntheticTotals(endOfLoad());
        Map<String, SyntheticTotals> byRequest = new LinkedHashMap<>();
        requests.forEach(r -> byRequest.put(r, new SyntheticTotals(endOfLoad())));
        List<PhaseResult> phases = new ArrayList<>();
        for (PlannedPhase phase : plan) {
            if (phase.startSeconds() < endOfLoad()) {
                phases.add(phase(phase, whole, byRequest));
            }
        }
        List<Timeline.Bin> bins = new ArrayList<>();
        for (double t = 0; t < endOfLoad(); t += binSeconds) {
            bins.add(bin(t));
        }
        RequestResult totals = whole.result("*", corrected);
        RunRecord record =
                record(phases, totals, LOAD_START, status == RunStatus.RUNNING ? null : at(endOfLoad() + 1.5));
        return new Findings(
                record,
                new Timeline(binSeconds, requests, bins),
                SyntheticHeatMap.of(bins, binSeconds, speed),
                spectra(totals, byRequest),
                agents.isEmpty() ? Optional.empty() : Optional.of(new SyntheticAgents(agents, plan).timeline(bins)),
                resources ? Optional.of(SyntheticResources.timeline(bins)) : Optional.empty());
    }

    private RunRecord record(List<PhaseResult> phases, RequestResult totals, Instant loadStart, Instant end) {
        Map<String, String> configuration = new TreeMap<>(Map.of(
                "orchestress.breaker.error-rate", "0.5",
                "orchestress.breaker.window", "10 s",
                "orchestress.gate.p95", "2000 ms",
                "orchestress.report.apdex-threshold", "500 ms",
                "orchestress.target.token", "(redacted)",
                "orchestress.workload.spike.users", "1000"));
        configuration.putAll(settings);
        return new RunRecord(
                        RunRecord.SCHEMA_VERSION,
                        "0.1.0",
                        simulation.toLowerCase(java.util.Locale.ROOT) + "-20261121-032508-114",
                        simulation,
                        workload,
                        profile,
                        LoadModel.of(model),
                        corrected ? 2000 : 0,
                        status,
                        null,
                        target,
                        START,
                        loadStart,
                        end,
                        plan,
                        phases,
                        totals,
                        agents.isEmpty() || phases.isEmpty()
                                ? null
                                : new SyntheticAgents(agents, plan).results(endOfLoad()),
                        resources && !phases.isEmpty() ? SyntheticResources.of(phases, this::users) : null,
                        0,
                        breaker,
                        verdict,
                        null,
                        null,
                        null,
                        null,
                        issues,
                        new Environment(
                                "Linux 6.1",
                                "amd64",
                                "17.0.15+6",
                                8,
                                33_554_432_000L,
                                21_474_836_480L,
                                4_294_967_296L,
                                1.42,
                                "3.15.1"),
                        configuration)
                .withSaid(failures && !phases.isEmpty() ? SAID : null)
                .withApdexMillis(500L)
                .withStressKind(settings.get("stress.kind"));
    }

    private PhaseResult phase(PlannedPhase phase, SyntheticTotals whole, Map<String, SyntheticTotals> byRequest) {
        double end = Math.min(phase.endSeconds(), endOfLoad());
        double seconds = end - phase.startSeconds();
        SyntheticTotals all = new SyntheticTotals(seconds);
        List<RequestResult> results = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            SyntheticTotals one = new SyntheticTotals(seconds);
            for (double t = phase.startSeconds() + 0.5; t < end; t++) {
                double rate = rate(t) / requests.size() * (1 + 0.4 * Math.cos(i * 1.7));
                double p50 = p50(t) * weight(i);
                for (SyntheticTotals totals : List.of(one, all, whole, byRequest.get(requests.get(i)))) {
                    totals.add(rate, rate * errors(t), p50, t);
                }
            }
            results.add(one.result(requests.get(i), corrected));
        }
        return new PhaseResult(
                phase.name(),
                phase.kind(),
                phase.warmUp(),
                at(phase.startSeconds()),
                at(end),
                phase.startSeconds(),
                end,
                all.result("*", corrected),
                results);
    }

    private Timeline.Bin bin(double t) {
        double mid = t + binSeconds / 2.0;
        double rate = rate(mid) * (1 + 0.05 * noise(t));
        long failed = Math.round(rate * errors(mid) * binSeconds);
        double p50 = p50(mid) * (1 + 0.06 * noise(t + 1));
        Map<String, Long> byRequest = new HashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            byRequest.put(requests.get(i), Math.round(p50 * weight(i) * 2.4 * (1 + 0.08 * noise(t * 3 + i))));
        }
        Map<String, Long> classes = new HashMap<>(SyntheticTotals.classes(failed, mid));
        classes.values().removeIf(n -> n == 0);
        boolean any = rate * binSeconds >= 0.5;
        return new Timeline.Bin(
                t,
                users(mid),
                Math.round(Math.min(users(mid), rate * p50 / 1e6 * 1.5)),
                any ? Math.max(0, rate - (double) failed / binSeconds) : 0,
                (double) failed / binSeconds,
                FailureCounts.of(classes),
                any
                        ? new Timeline.Percentiles(
                                Math.round(p50),
                                Math.round(p50 * 1.4),
                                Math.round(p50 * 2.6 * (1 + 0.05 * noise(t + 2))),
                                Math.round(p50 * 4.2 * (1 + 0.10 * noise(t + 3))),
                                Math.round(p50 * 7.5 * (1 + 0.35 * noise(t + 4))))
                        : null,
                any ? byRequest : Map.of());
    }

    private List<Spectrum> spectra(RequestResult totals, Map<String, SyntheticTotals> byRequest) {
        List<Spectrum> spectra = new ArrayList<>();
        spectra.add(SyntheticSpectrum.of("*", false, totals.latencyMicros()));
        if (corrected) {
            spectra.add(SyntheticSpectrum.of("*", true, totals.correctedLatencyMicros()));
        }
        byRequest.forEach((name, sums) -> {
            RequestResult result = sums.result(name, corrected);
            spectra.add(SyntheticSpectrum.of(name, false, result.latencyMicros()));
            if (corrected) {
                spectra.add(SyntheticSpectrum.of(name, true, result.correctedLatencyMicros()));
            }
        });
        return spectra;
    }

    private double users(double t) {
        double before = 0;
        for (PlannedPhase phase : plan) {
            if (t < phase.endSeconds()) {
                double ramp = (phase.kind() == PhaseKind.RAMP_UP || phase.kind() == PhaseKind.RAMP_DOWN)
                        ? phase.endSeconds() - phase.startSeconds()
                        : 10;
                double done = Math.min(1, (t - phase.startSeconds()) / ramp);
                return before + (phase.load() - before) * done;
            }
            before = phase.load();
        }
        return before;
    }

    private double overload(double t) {
        double now = Math.max(0, users(t) / CAPACITY_USERS - 1);
        double lately = Math.max(0, users(Math.max(0, t - 8)) / CAPACITY_USERS - 1);
        return Math.max(now, 0.6 * lately);
    }

    private double rate(double t) {
        return Math.min(users(t), CAPACITY_USERS) * 1.05 / (1 + 0.12 * overload(t));
    }

    private double p50(double t) {
        return 62_000 / speed * (1 + 0.2 * users(t) / CAPACITY_USERS + 5.5 * overload(t));
    }

    private double errors(double t) {
        return failures ? 0.0008 + 0.03 * overload(t) : 0;
    }

    private double weight(int request) {
        double[] weights = {1.6, 0.7, 0.25, 3.1, 1.1};
        return weights[request % weights.length] * (1 + 0.03 * (request / weights.length));
    }

    private double endOfLoad() {
        double planned = plan.isEmpty() ? 0 : plan.get(plan.size() - 1).endSeconds();
        return Math.min(endSeconds, planned);
    }

    private static Instant at(double seconds) {
        return LOAD_START.plusMillis((long) (seconds * 1000));
    }

    /** Between −1 and 1, the same for the same argument. */
    private static double noise(double x) {
        return Math.sin(x * 12.9898) * Math.cos(x * 4.1414);
    }
}
