package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code run.json}. Times of phases and evidence are seconds since {@link #loadStartedAt()}.
 *
 * <p>While the run goes, {@code phases}, {@code totals}, {@code agents}, {@code verdict} and {@code issues} are absent: they are derived
 * from {@code histograms.hlog}, {@code timeseries.csv} and {@code tallies.csv} and can be derived again at any time.
 *
 * @param schemaVersion version of this format; a reader refuses a newer one and reads every older one
 * @param toolVersion version of Orchestress that wrote the record
 * @param runId name of the record's folder, {@code <simulation>-<UTC start>}
 * @param simulation simple class name of the simulation
 * @param workload name of the workload in the configuration
 * @param profile name of the profile that scaled the workload
 * @param model {@code closed} (concurrent users) or {@code open} (arrivals per second)
 * @param paceMillis intended time from one iteration's start to the next of the same user; 0: none, or an open model
 * @param endReason one sentence: why the load ended before its plan did; absent when it did not
 * @param startedAt when the simulation was set up
 * @param loadStartedAt when the first virtual user started: the zero of every phase and time line; absent before that
 * @param endedAt when the last interval was written; absent while the run goes
 * @param plan the phases as planned, in order
 * @param afterPlan requests that started after the last phase, later calls of iterations that outlast it: counts only, its rates are 0 and its
 *     latencies absent; absent when there was none. They are in the counts of {@code totals}, and in no rate or latency of it
 * @param agents what was measured of agents; absent when nothing was, and in records of version 1
 * @param resources what the target's process used; absent when nothing could be read, and in records before version 3
 * @param comparison with a baseline; absent when none was asked for, and in records before version 3
 * @param planning capacity, scalability, recovery and drift; absent when there is nothing to say of them, and in records before version 4
 * @param injector whether the load generator kept up; absent when nothing is known of it, and in records before version 4
 * @param profiles of the target's JVM; absent when none was asked for, and in records before version 4
 * @param overRange samples longer than the histograms' range of 24 hours: counted here, in no percentile
 * @param configuration effective configuration as {@code key → value}, secrets redacted
 * @param said why requests failed, and what could not be read; absent when nothing was said, and in older records
 * @param bothSides tasks joined with the calls behind the target; absent where no scripted backend was in the run, and in older records
 * @param answers whether the answers were right; absent where tasks were not marked, and in older records
 * @param orphans what the target did for users who had left; absent where none left before a scripted backend, and in older records
 * @param tenants what each kind of users got; absent where there was one kind, and in older records
 * @param apdexMillis T of every Apdex in the results, in milliseconds; absent before there are any, and in older records
 * @param stressKind what the load bore upon, such as {@code cpu}; absent where nothing was chosen, and in older records
 */
public record RunRecord(
        int schemaVersion,
        String toolVersion,
        String runId,
        String simulation,
        String workload,
        String profile,
        LoadModel model,
        long paceMillis,
        RunStatus status,
        @Nullable String endReason,
        Target target,
        Instant startedAt,
        @Nullable Instant loadStartedAt,
        @Nullable Instant endedAt,
        List<PlannedPhase> plan,
        List<PhaseResult> phases,
        @Nullable PhaseResult afterPlan,
        @Nullable RequestResult totals,
        @Nullable AgentResults agents,
        @Nullable ResourceResults resources,
        long overRange,
        BreakerResult breaker,
        @Nullable Verdict verdict,
        @Nullable Comparison comparison,
        @Nullable Planning planning,
        @Nullable InjectorHealth injector,
        @Nullable Profiles profiles,
        List<Issue> issues,
        Environment environment,
        Map<String, String> configuration,
        @Nullable RunMessages said,
        @Nullable Long apdexMillis,
        @Nullable String stressKind,
        @Nullable BothSides bothSides,
        @Nullable AnswerResults answers,
        @Nullable Orphans orphans,
        @Nullable Tenants tenants) {

    /** The format this version writes. */
    public static final int SCHEMA_VERSION = 4;

    /** The first version with {@code tallies.csv}, {@code agents} and times of agents in {@code histograms.hlog}. */
    static final int FIRST_WITH_TALLIES = 2;

    /** Key of {@link #configuration} with one sentence: why nothing can be passed by what an imported file holds. */
    public static final String IMPORT_DOUBT = "import.doubt";

    /** The first version with {@code resources.csv}, {@code resources} and {@code comparison}. */
    static final int FIRST_WITH_RESOURCES = 3;

    public RunRecord {
        plan = List.copyOf(plan);
        phases = List.copyOf(phases);
        issues = List.copyOf(issues);
        configuration = Map.copyOf(configuration);
    }

    /** A run in which nothing was said, and nothing started after the plan. */
    public RunRecord(
            int schemaVersion,
            String toolVersion,
            String runId,
            String simulation,
            String workload,
            String profile,
            LoadModel model,
            long paceMillis,
            RunStatus status,
            @Nullable String endReason,
            Target target,
            Instant startedAt,
            @Nullable Instant loadStartedAt,
            @Nullable Instant endedAt,
            List<PlannedPhase> plan,
            List<PhaseResult> phases,
            @Nullable RequestResult totals,
            @Nullable AgentResults agents,
            @Nullable ResourceResults resources,
            long overRange,
            BreakerResult breaker,
            @Nullable Verdict verdict,
            @Nullable Comparison comparison,
            @Nullable Planning planning,
            @Nullable InjectorHealth injector,
            @Nullable Profiles profiles,
            List<Issue> issues,
            Environment environment,
            Map<String, String> configuration) {
        this(
                schemaVersion,
                toolVersion,
                runId,
                simulation,
                workload,
                profile,
                model,
                paceMillis,
                status,
                endReason,
                target,
                startedAt,
                loadStartedAt,
                endedAt,
                plan,
                phases,
                null,
                totals,
                agents,
                resources,
                overRange,
                breaker,
                verdict,
                comparison,
                planning,
                injector,
                profiles,
                issues,
                environment,
                configuration,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same run with another status. */
    public RunRecord withStatus(RunStatus newStatus) {
        return with(copy -> copy.status = newStatus);
    }

    /** The same run with what was measured of it. */
    public RunRecord withResults(
            @Nullable Instant newLoadStartedAt,
            @Nullable Instant newEndedAt,
            List<PhaseResult> newPhases,
            @Nullable RequestResult newTotals,
            @Nullable AgentResults newAgents,
            @Nullable ResourceResults newResources,
            long newOverRange) {
        return with(copy -> {
            copy.loadStartedAt = newLoadStartedAt;
            copy.endedAt = newEndedAt;
            copy.phases = newPhases;
            copy.totals = newTotals;
            copy.agents = newAgents;
            copy.resources = newResources;
            copy.overRange = newOverRange;
        });
    }

    /** The same run with what started after its plan. */
    public RunRecord withAfterPlan(@Nullable PhaseResult newAfterPlan) {
        return with(copy -> copy.afterPlan = newAfterPlan);
    }

    /** The effect of a trip of the circuit breaker: a run that goes on in spite of it has lost its steps only. */
    public BreakerEffect breakerEffect() {
        return status == RunStatus.COMPLETED ? BreakerEffect.RELEASED : BreakerEffect.STOPPED;
    }

    /** The same run with what a person should act on. */
    public RunRecord withIssues(List<Issue> newIssues) {
        return with(copy -> copy.issues = newIssues);
    }

    /** The same run with what is thought of it. */
    public RunRecord withVerdict(Verdict newVerdict) {
        return with(copy -> copy.verdict = newVerdict);
    }

    /** The same run with how it compares. */
    public RunRecord withComparison(@Nullable Comparison newComparison) {
        return with(copy -> copy.comparison = newComparison);
    }

    /** The same run with what its figures mean for planning. */
    public RunRecord withPlanning(@Nullable Planning newPlanning) {
        return with(copy -> copy.planning = newPlanning);
    }

    /** The same run with how its injector was. */
    public RunRecord withInjector(@Nullable InjectorHealth newInjector) {
        return with(copy -> copy.injector = newInjector);
    }

    /** The same run with what its target's JVM did. */
    public RunRecord withProfiles(@Nullable Profiles newProfiles) {
        return with(copy -> copy.profiles = newProfiles);
    }

    /** The same run with what was said in it. */
    public RunRecord withSaid(@Nullable RunMessages newSaid) {
        return with(copy -> copy.said = newSaid);
    }

    /** The same run with the T of its Apdex, in milliseconds. */
    public RunRecord withApdexMillis(@Nullable Long newApdexMillis) {
        return with(copy -> copy.apdexMillis = newApdexMillis);
    }

    /** The same run with what its load bore upon; null: nothing was chosen. */
    public RunRecord withStressKind(@Nullable String newStressKind) {
        return with(copy -> copy.stressKind = newStressKind);
    }

    /** The same run with its tasks joined with the calls behind its target. */
    public RunRecord withBothSides(@Nullable BothSides newBothSides) {
        return with(copy -> copy.bothSides = newBothSides);
    }

    /** The same run with whether its answers were right. */
    public RunRecord withAnswers(@Nullable AnswerResults newAnswers) {
        return with(copy -> copy.answers = newAnswers);
    }

    /** The same run with what its target did for users who had left. */
    public RunRecord withOrphans(@Nullable Orphans newOrphans) {
        return with(copy -> copy.orphans = newOrphans);
    }

    /** The same run with what each kind of users got. */
    public RunRecord withTenants(@Nullable Tenants newTenants) {
        return with(copy -> copy.tenants = newTenants);
    }

    private RunRecord with(Consumer<RunCopy> change) {
        RunCopy copy = new RunCopy(this);
        change.accept(copy);
        return copy.record();
    }

    /**
     * The system under test.
     *
     * @param url where the load went
     * @param given the URL of the configuration, where the target named another to be spoken to at; absent where it is {@code url}
     * @param embedded whether it was the orchestrator that Orchestress brings along
     * @param startupMillis from the start of its process to its first answer; absent where we did not start it
     * @param events what was done to it under load, and what happened to it, in the order in which it ended; absent in records before
     *     version 4
     * @param addresses of the host that the load goes to, as they were before it; all are used in turn; absent where none were asked for
     * @param reached how it was reached, where not simply by its name; absent where it was, and in older records
     * @param limits what its process was allowed, and what was asked for and did not come into force, a sentence each; absent in
     *     records before version 4
     */
    public record Target(
            String url,
            String protocol,
            boolean embedded,
            @Nullable Long startupMillis,
            @Nullable List<String> limits,
            @Nullable List<TargetEvent> events,
            @Nullable String given,
            @Nullable List<String> addresses,
            @Nullable Reached reached) {
        private static final Pattern LOOPBACK = Pattern.compile(
                "(.+\\.)?localhost|\\[::1]|0\\.0\\.0\\.0|127(\\.\\d{1,3}){3}", Pattern.CASE_INSENSITIVE);

        public Target {
            addresses = addresses == null ? null : List.copyOf(addresses);
            limits = limits == null ? null : List.copyOf(limits);
            events = events == null ? List.of() : List.copyOf(events);
        }

        /** Whether its URL names another host than this one by its loopback addresses: a command has none, and runs here. */
        @JsonIgnore
        public boolean isElsewhere() {
            if (embedded) {
                return false;
            }
            try {
                String connectedTo = reached == null ? null : reached.connectTo;
                String host = URI.create(connectedTo == null ? url : "any://" + connectedTo)
                        .getHost();
                return host != null && !LOOPBACK.matcher(host).matches();
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        /** One whose addresses were not asked for. */
        public Target(
                String url,
                String protocol,
                boolean embedded,
                @Nullable Long startupMillis,
                @Nullable List<String> limits,
                @Nullable List<TargetEvent> events,
                @Nullable String given) {
            this(url, protocol, embedded, startupMillis, limits, events, given, null, null);
        }

        /** One that nobody limited, and to which nothing has happened. */
        public Target(String url, String protocol, boolean embedded, @Nullable Long startupMillis) {
            this(url, protocol, embedded, startupMillis, List.of(), List.of(), null);
        }

        @Override
        public List<TargetEvent> events() {
            return events == null ? List.of() : events;
        }

        /** The same with all that has happened to it. */
        public Target with(List<TargetEvent> all) {
            return new Target(url, protocol, embedded, startupMillis, limits, all, given, addresses, reached);
        }
    }

    /**
     * How a target was reached, without anything secret; what is absent was not used.
     *
     * @param connectTo address and port that were connected to instead of those of the URL
     * @param proxy host and port
     * @param clientCertificate its name, and until when it is valid
     * @param token where it came from
     */
    public record Reached(
            @Nullable String connectTo,
            @Nullable String proxy,
            @Nullable String clientCertificate,
            @Nullable String token) {
        /** In words, one of each. */
        public List<String> words() {
            List<String> words = new ArrayList<>();
            add(words, "connected to ", connectTo);
            add(words, "by the proxy ", proxy);
            add(words, "client certificate ", clientCertificate);
            add(words, "token ", token);
            return words;
        }

        private static void add(List<String> words, String before, @Nullable String what) {
            if (what != null) {
                words.add(before + what);
            }
        }
    }

    /**
     * A phase as planned.
     *
     * @param name unique in the run
     * @param kind {@code ramp-up}, {@code steady}, {@code spike}, {@code recovery}, {@code endurance}, {@code ramp-down},
     *     {@code step}, {@code fault}
     * @param warmUp measured, but kept out of every verdict
     * @param startSeconds, endSeconds where the phase lies, cooldown included
     * @param load target of the phase: users (closed) or arrivals per second (open)
     * @param controls what is set on the target when the phase begins, name → value; empty: nothing
     * @param meanLoad mean over the whole phase, its ramp and cooldown included, in the unit of {@code load}
     * @param tenants load of each tenant that sends in it, in the same unit; absent where there is one kind of users, and in older records
     */
    public record PlannedPhase(
            String name,
            PhaseKind kind,
            boolean warmUp,
            double startSeconds,
            double endSeconds,
            double load,
            double meanLoad,
            @JsonAlias("levers") @Nullable Map<String, String> controls,
            @Nullable Map<String, Double> tenants) {
        public PlannedPhase {
            controls = controls == null ? Map.of() : Map.copyOf(controls);
            tenants = tenants == null || tenants.isEmpty() ? null : Map.copyOf(tenants);
        }

        /** A phase of one kind of users. */
        public PlannedPhase(
                String name,
                PhaseKind kind,
                boolean warmUp,
                double startSeconds,
                double endSeconds,
                double load,
                double meanLoad,
                @Nullable Map<String, String> controls) {
            this(name, kind, warmUp, startSeconds, endSeconds, load, meanLoad, controls, null);
        }

        /** A phase that sets nothing. */
        public PlannedPhase(
                String name,
                PhaseKind kind,
                boolean warmUp,
                double startSeconds,
                double endSeconds,
                double load,
                double meanLoad) {
            this(name, kind, warmUp, startSeconds, endSeconds, load, meanLoad, Map.of());
        }

        @Override
        public Map<String, String> controls() {
            return controls == null ? Map.of() : controls;
        }

        /** Load of a tenant; 0 where it does not send. */
        public double loadOf(String tenant) {
            return tenants == null ? 0 : tenants.getOrDefault(tenant, 0.0);
        }

        /** Names of those that send in it; none where there is one kind of users. */
        public Set<String> senders() {
            return tenants == null ? Set.of() : tenants.keySet();
        }
    }

    /**
     * Where the load came from, as it was when the run began.
     *
     * @param diskFreeBytes where the record is written
     * @param networkInterfaces whose bytes are counted as the host's
     * @param isolation what holds the injector in: a container, its limits, its CPUs; a few words each, empty: nothing
     * @param variables of the environment that were asked for, secrets redacted
     * @param jvmFlags of the injector, secrets redacted
     * @param cpuModel as its maker calls it, or {@value InjectorMachine#UNKNOWN}; absent in records before it was kept
     * @param cpuQuota CPUs' worth of time that a control group allows; absent where there is no such limit
     * @param machineCpus all of the machine, of which {@code cpus} is what the injector may use; absent in records before it was kept
     * @param host pseudonym of the machine, the same in each run on it; absent in a container, and where it has none
     */
    public record Environment(
            String os,
            String arch,
            String java,
            int cpus,
            long totalMemoryBytes,
            long freeMemoryBytes,
            long maxHeapBytes,
            double loadAverage,
            String gatling,
            @Nullable Long diskFreeBytes,
            @Nullable List<String> networkInterfaces,
            @Nullable List<String> isolation,
            @Nullable Map<String, String> variables,
            @Nullable List<String> jvmFlags,
            @Nullable String cpuModel,
            @Nullable Double cpuQuota,
            @Nullable Integer machineCpus,
            @Nullable String host) {
        public Environment {
            networkInterfaces = networkInterfaces == null ? null : List.copyOf(networkInterfaces);
            isolation = isolation == null ? null : List.copyOf(isolation);
            variables = variables == null ? null : Map.copyOf(variables);
            jvmFlags = jvmFlags == null ? null : List.copyOf(jvmFlags);
        }

        /** As far as records before version 4 know it. */
        public Environment(
                String os,
                String arch,
                String java,
                int cpus,
                long totalMemoryBytes,
                long freeMemoryBytes,
                long maxHeapBytes,
                double loadAverage,
                String gatling) {
            this(
                    os,
                    arch,
                    java,
                    cpus,
                    totalMemoryBytes,
                    freeMemoryBytes,
                    maxHeapBytes,
                    loadAverage,
                    gatling,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }
}
