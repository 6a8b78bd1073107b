package io.orchestress.config;

import io.orchestress.workload.kind.AdHocLoad;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import io.orchestress.workload.kind.WorkloadSize;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything that {@code reference.conf} holds, checked.
 *
 * @param adHoc what is driven in place of any workload; empty: the simulation's workload
 * @param workloads by name, unscaled; with an ad-hoc load, that one, too
 * @param stressKind what the load bears upon; empty: nothing was chosen
 * @param recordEnvironment names of environment variables that the record keeps; {@code *} stands for any text
 * @param effective every key with its value as text, secrets redacted: what the record keeps
 * @param parts what packages read that this one does not know, by type
 */
public record Settings(
        Target target,
        Load load,
        Profile profile,
        Optional<AdHocSettings> adHoc,
        Map<String, List<PhaseSettings>> workloads,
        Protocols protocols,
        TaskMix taskMix,
        Slo slo,
        Duration streamStall,
        Optional<String> stressKind,
        BaselineSettings baseline,
        DuelSettings duel,
        HistorySettings history,
        HookSettings hooks,
        ResourceSettings resources,
        CapacitySettings capacity,
        EnduranceSettings endurance,
        RepeatSettings repeat,
        ProfilingSettings profiling,
        ControlSettings controlSettings,
        String recordFolder,
        List<String> recordEnvironment,
        Duration consoleInterval,
        Embedded embedded,
        Map<String, String> effective,
        Map<Class<?>, Object> parts) {
    /** The workload of FaultTest, and the one in its place where a run has a scripted backend. */
    private static final String FAULTS = "faults";

    private static final String BACKEND_FAULTS = "backend-faults";

    public Settings {
        parts = Map.copyOf(parts);
    }

    /**
     * Returns the settings that a {@link SettingsPart} has read.
     *
     * @throws IllegalStateException when no part of this type is registered
     */
    public <T> T part(Class<T> type) {
        if (!parts.containsKey(type)) {
            throw new IllegalStateException("nobody reads " + type.getName() + " from the configuration");
        }
        return type.cast(parts.get(type));
    }

    /** The same with a part changed. */
    public <T> Settings with(Class<T> type, UnaryOperator<T> change) {
        Map<Class<?>, Object> changed = new HashMap<>(parts);
        changed.put(type, change.apply(part(type)));
        return with(target, load, baseline, changed);
    }

    /** Returns the controls of the target by name: the configured ones, and on the embedded orchestrator its own. */
    public Map<String, ControlSettings.Control> controls() {
        Map<String, ControlSettings.Control> controls = new LinkedHashMap<>();
        if (target.url.isEmpty() && !target.protocol.isLocal()) {
            controls.putAll(embedded.controls);
        }
        controls.putAll(controlSettings.byName());
        return controls;
    }

    /** The same, spoken to in this protocol. */
    public Settings speaking(Protocol protocol) {
        return with(
                new Target(
                        target.url,
                        protocol,
                        target.requestTimeout,
                        target.connectTimeout,
                        target.longestAnswerBytes,
                        target.longestStreamBytes,
                        target.headers,
                        target.hosts),
                load,
                baseline,
                parts);
    }

    /**
     * How this workload is scaled: one with a phase of kind endurance has its load multiplied by {@code endurance.accelerate}, and an ad-hoc load is
     * driven as it was asked for.
     */
    public Profile profile(String workload) {
        if (workload.equals(AdHocLoad.WORKLOAD)) {
            return new Profile(profile.name, AdHocSettings.LONGEST, 1, profile.minThroughputPerSec);
        }
        double factor =
                EnduranceSettings.concerns(workloads.getOrDefault(workload, List.of())) ? endurance.accelerate() : 1;
        return new Profile(profile.name, profile.longest, factor * profile.loadFactor, profile.minThroughputPerSec);
    }

    /**
     * The workload that a simulation drives: its own, or the ad-hoc load in place of it; with a scripted backend its faults in place of those of
     * a target that knows faults.
     *
     * @param own what the simulation passes to its constructor
     * @throws InvalidConfigException when an ad-hoc load cannot take the place of this one, or it is none without one
     */
    public String driven(String own) {
        Optional<ConfigProblem> problem = adHoc.isPresent()
                ? adHoc.get().problemWith(own, workloads.getOrDefault(own, List.of()))
                : Optional.of(AdHocSettings.missing("the start of a run"))
                        .filter(missing -> own.equals(AdHocLoad.WORKLOAD));
        if (problem.isPresent()) {
            throw new InvalidConfigException(List.of(problem.get()));
        }
        return adHoc.isPresent() ? AdHocLoad.WORKLOAD : own.equals(FAULTS) && hasBackend() ? BACKEND_FAULTS : own;
    }

    private boolean hasBackend() {
        return "true".equals(effective.get("backend.enabled"));
    }

    /** The same with this control, in the place of any that has its name. */
    public Settings withControl(String name, ControlSettings.Control control) {
        Map<String, ControlSettings.Control> all = new LinkedHashMap<>(controlSettings.byName());
        all.put(name, control);
        return with(target, load, baseline, parts, new ControlSettings(all, controlSettings.uses()));
    }

    /** The same, compared with what this name stands for. */
    public Settings against(String name) {
        return with(target, load, new BaselineSettings(name, baseline.origin()), parts);
    }

    /** The same, with the load model of a search for the capacity. */
    public Settings searching() {
        return with(
                target,
                new Load(capacity.model(), load.pace, load.arrivals, load.drain, load.maxUsers, load.seed),
                baseline,
                parts);
    }

    private Settings with(
            Target newTarget, Load newLoad, BaselineSettings newBaseline, Map<Class<?>, Object> newParts) {
        return with(newTarget, newLoad, newBaseline, newParts, controlSettings);
    }

    private Settings with(
            Target newTarget,
            Load newLoad,
            BaselineSettings newBaseline,
            Map<Class<?>, Object> newParts,
            ControlSettings newControls) {
        return new Settings(
                newTarget,
                newLoad,
                profile,
                adHoc,
                workloads,
                protocols,
                taskMix,
                slo,
                streamStall,
                stressKind,
                newBaseline,
                duel,
                history,
                hooks,
                resources,
                capacity,
                endurance,
                repeat,
                profiling,
                newControls,
                recordFolder,
                recordEnvironment,
                consoleInterval,
                embedded,
                effective,
                newParts);
    }

    /**
     * @param url empty: the embedded orchestrator
     * @param longestAnswerBytes of a body, of an event of a stream, of a line or the output of a command
     * @param longestStreamBytes of all of one stream
     * @param hosts that load may be put on
     */
    public record Target(
            Optional<URI> url,
            Protocol protocol,
            Duration requestTimeout,
            Duration connectTimeout,
            int longestAnswerBytes,
            int longestStreamBytes,
            Map<String, String> headers,
            Hosts hosts) {

        /** Whether a URL is surely one of this machine, by its address and not by what a name server says of it. */
        public static boolean isThisMachine(URI url) {
            return url.getHost() != null && Origin.isLoopback(url.getHost());
        }
    }

    /**
     * @param pace zero: the next iteration starts when the one before has ended
     * @param maxUsers an open model has no more of them at a time
     * @param seed above 0: what arrivals, task mix, feeder order and the spread of users are drawn from; that of the configuration, or drawn itself
     */
    public record Load(LoadModel model, Duration pace, Arrivals arrivals, Duration drain, int maxUsers, long seed) {}

    /** How a workload is scaled: durations until they fit {@code longest}, users by {@code loadFactor}. */
    public record Profile(String name, Duration longest, double loadFactor, double minThroughputPerSec) {}

    /**
     * One phase as written, unscaled.
     *
     * @param users a whole number but in an ad-hoc load of the open model
     * @param controls what is set on the target when the phase begins, name → value
     */
    public record PhaseSettings(
            String name,
            PhaseKind kind,
            double users,
            Duration ramp,
            Duration hold,
            Duration cooldown,
            boolean warmUp,
            boolean scaleLoad,
            Map<String, String> controls) {
        public PhaseSettings {
            controls = Map.copyOf(controls);
        }
    }

    /**
     * Which tasks users have done.
     *
     * @param weights of every size, 0 or more; relative: only their ratios matter
     * @param payloadBytes prompts are made at least so long; 0: they stay as they are
     */
    public record TaskMix(Map<WorkloadSize, Double> weights, Duration thinkTime, int payloadBytes, String tasksFile) {
        public TaskMix {
            weights = Map.copyOf(weights);
        }

        public double weight(WorkloadSize size) {
            return weights.getOrDefault(size, 0.0);
        }
    }

    /** A task is good when it was done, and within all of these that apply to it. */
    public record Slo(Duration ttft, Duration tpot, Duration task) {}

    /**
     * The orchestrator that is brought along.
     *
     * @param restartAfter its death it is started again so much later, in workloads with faults; zero: never
     * @param controls that it has
     */
    public record Embedded(
            int workers,
            int queueCapacity,
            QueueOrder queue,
            ServiceLaw serviceLaw,
            Duration meanServiceTime,
            double lognormalSigma,
            double tokensPerSec,
            int tokensPerChunk,
            long seed,
            EmbeddedLimits limits,
            Duration restartAfter,
            Map<String, ControlSettings.Control> controls,
            EmbeddedAgent agent,
            Faults faults) {
        public Embedded {
            controls = Map.copyOf(controls);
        }
    }

    /** @param dieAfter zero: never */
    public record Faults(
            double errorRate,
            Duration latency,
            boolean hang,
            double dropRate,
            long leakBytesPerRequest,
            Duration dieAfter,
            double taskFailureRate,
            double garbageRate,
            long bodyBytes,
            double streamErrorRate,
            double streamTruncateRate,
            double streamStallRate,
            Duration streamStall,
            int streamStallAfterChunks) {}
}
