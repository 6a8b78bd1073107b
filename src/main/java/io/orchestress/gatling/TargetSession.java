package io.orchestress.gatling;

import io.orchestress.config.CommandLine;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.EmbeddedAgent;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Origin;
import io.orchestress.config.Protocol;
import io.orchestress.config.Settings;
import io.orchestress.metrics.TimeSource;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.record.RunRecord;
import io.orchestress.sut.Liveness;
import io.orchestress.sut.TargetUnavailableException;
import io.orchestress.sut.discovery.DetectedEndpoint;
import io.orchestress.sut.discovery.Detection;
import io.orchestress.sut.embedded.AgentOptions;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.Faults;
import io.orchestress.sut.embedded.ProcessLimits;
import io.orchestress.sut.embedded.QueueOrder;
import io.orchestress.sut.embedded.RestartedProcess;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.sut.embedded.agent.Bugs;
import io.orchestress.transport.NameResolver;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The target of one run: given, and then asked whether it is there, or embedded, and then started, either way asked how it is spoken to; or a
 * command of this machine. That its program is there has been checked with the configuration; it is started by the load only.
 */
final class TargetSession implements Closeable {
    private final RunRecord.Target described;
    private final URI url;
    private final DetectedEndpoint spoken;
    private final @Nullable RestartedProcess process;
    private final URI connected;
    private final boolean isProxied;

    /**
     * @param url that was given, or of a command a URL that nothing can be sent to; the load goes where the target said that it is spoken to
     * @param startupMillis absent where we did not start it
     * @param addresses absent where we started it, or a proxy looks them up
     * @param access absent where we started it, or it is a command
     */
    private TargetSession(
            String described,
            URI url,
            DetectedEndpoint spoken,
            @Nullable RestartedProcess process,
            @Nullable Long startupMillis,
            @Nullable List<String> addresses,
            @Nullable TargetAccess access) {
        boolean named = !spoken.endpoint().equals(url);
        this.described = new RunRecord.Target(
                named ? spoken.endpoint().toString() : described,
                spoken.protocol().name(),
                process != null,
                startupMillis,
                process == null ? List.of() : process.limits(),
                List.of(),
                named ? described : null,
                addresses,
                access == null ? null : reached(access, spoken.endpoint()));
        this.connected = access == null ? spoken.endpoint() : access.connected(spoken.endpoint());
        this.isProxied = access != null && access.proxyFor(spoken.endpoint()).isPresent();
        this.url = url;
        this.spoken = spoken;
        this.process = process;
    }

    /**
     * @param restartAfter when the embedded orchestrator dies, it is started again so much later; zero: never
     * @param backend URL of the run's scripted backend, which the embedded orchestrator calls unless it is told otherwise
     */
    static TargetSession open(Settings settings, Duration restartAfter, Optional<String> backend, TimeSource time)
            throws TargetUnavailableException {
        Protocol protocol = settings.target().protocol();
        if (protocol.isLocal()) {
            URI nowhere = URI.create(protocol.name() + ":/");
            return new TargetSession(
                    CommandLine.shown(protocol.command(settings.protocols())),
                    nowhere,
                    new DetectedEndpoint(protocol, nowhere, ""),
                    null,
                    null,
                    null,
                    null);
        }
        if (settings.target().url().isPresent()) {
            URI url = settings.target().url().get();
            Liveness.check(url, settings);
            DetectedEndpoint spoken = Detection.spoken(url, settings);
            TargetAccess access = settings.part(TargetAccess.class);
            List<String> addresses =
                    addresses(spoken.endpoint(), access, settings.target().connectTimeout());
            return new TargetSession(url.toString(), url, spoken, null, null, addresses, access);
        }
        long startedAt = time.nanos();
        RestartedProcess process;
        try {
            process = RestartedProcess.start(
                    embedded(settings.embedded(), backend), limits(settings.embedded()), restartAfter);
        } catch (IOException e) {
            throw new TargetUnavailableException("the embedded orchestrator did not start: " + e.getMessage(), e);
        }
        long startupMillis = TimeUnit.NANOSECONDS.toMillis(time.nanos() - startedAt);
        try {
            URI url = URI.create(process.url());
            return new TargetSession(
                    process.url(), url, Detection.spoken(url, settings), process, startupMillis, null, null);
        } catch (TargetUnavailableException e) {
            process.close();
            throw e;
        }
    }

    /** Known from now on, so that the load does not wait for them. */
    private static @Nullable List<String> addresses(URI loaded, TargetAccess access, Duration timeout) {
        return access.proxyFor(loaded).isPresent()
                ? null
                : NameResolver.SYSTEM.before(access.dialled(loaded).host(), timeout.toMillis());
    }

    private static RunRecord.@Nullable Reached reached(TargetAccess access, URI loaded) {
        RunRecord.Reached reached = new RunRecord.Reached(
                access.connectTo(loaded).map(Object::toString).orElse(null),
                access.proxyFor(loaded).map(Object::toString).orElse(null),
                access.clientCertificate(loaded).orElse(null),
                access.token().map(keeper -> "of " + keeper.source()).orElse(null));
        return reached.words().isEmpty() ? null : reached;
    }

    /** Whether the load goes to this machine, whatever the URL names. */
    private boolean isHere() {
        return !isProxied && Settings.Target.isThisMachine(connected);
    }

    private static EmbeddedSettings embedded(Settings.Embedded s, Optional<String> backend) {
        AgentOptions agent = agent(s.agent(), backend);
        Settings.Faults faults = s.faults();
        return EmbeddedSettings.builder()
                .workers(s.workers())
                .queueCapacity(s.queueCapacity())
                .queue(QueueOrder.valueOf(s.queue().name()))
                .serviceLaw(ServiceLaw.valueOf(s.serviceLaw().name()))
                .meanServiceMillis(s.meanServiceTime().toNanos() / 1e6)
                .lognormalSigma(s.lognormalSigma())
                .tokensPerSec(s.tokensPerSec())
                .tokensPerChunk(s.tokensPerChunk())
                .bandwidthBytesPerSec(s.limits().bandwidthBytesPerSec())
                .seed(s.seed())
                .agent(agent)
                .bugs(Bugs.of(bug -> s.agent().bugs().getOrDefault(bug.setting(), 0)))
                .faults(new Faults(
                        faults.errorRate(),
                        faults.latency().toMillis(),
                        0,
                        faults.hang(),
                        faults.dropRate(),
                        faults.leakBytesPerRequest(),
                        faults.dieAfter().toMillis(),
                        faults.taskFailureRate(),
                        faults.garbageRate(),
                        faults.bodyBytes(),
                        faults.streamErrorRate(),
                        faults.streamTruncateRate(),
                        faults.streamStallRate(),
                        faults.streamStall().toMillis(),
                        faults.streamStallAfterChunks(),
                        false,
                        0,
                        false))
                .build();
    }

    private static AgentOptions agent(EmbeddedAgent agent, Optional<String> backend) {
        boolean none = agent.backend().equals(EmbeddedAgent.NO_BACKEND);
        String url = none ? "" : agent.backend().isEmpty() ? backend.orElse("") : agent.backend();
        if (url.isEmpty() && agent.hasBugs()) {
            throw new InvalidConfigException(List.of(new ConfigProblem(
                    "orchestress.embedded.bugs",
                    agent.bugs().toString(),
                    "the start of the embedded orchestrator",
                    "bugs are those of agents, and there are none without a backend; valid: "
                            + "orchestress.embedded.backend = URL, or orchestress.backend.enabled = true")));
        }
        return new AgentOptions(
                url,
                agent.overhead().toNanos() / 1e6,
                ServiceLaw.valueOf(agent.overheadLaw().name()),
                AgentOptions.ToolOrder.valueOf(agent.tools().name()),
                agent.tries(),
                agent.callTimeout().toMillis());
    }

    private static ProcessLimits limits(Settings.Embedded s) {
        return new ProcessLimits(s.limits().cpus(), s.limits().memoryBytes());
    }

    RunRecord.Target described() {
        return described;
    }

    /** Whose use of this machine is that of the target. */
    TargetProcess process(Settings settings) {
        if (settings.resources().pid() > 0) {
            return new TargetProcess.Pid(settings.resources().pid());
        }
        if (process != null) {
            return new TargetProcess.Pid(process.pid());
        }
        return isHere() ? new TargetProcess.ListenerAt(Origin.of(connected).port()) : new TargetProcess.Unknown();
    }

    /** From now on this one is told when the embedded orchestrator dies, and what comes of it. */
    void tell(RestartedProcess.Listener listener) {
        if (process != null) {
            process.tell(listener);
        }
    }

    /** Where on this machine it listens; empty where it does not, and of the embedded one, which counts its connections itself. */
    OptionalInt port() {
        return process == null && isHere() ? OptionalInt.of(Origin.of(connected).port()) : OptionalInt.empty();
    }

    /** The page of metrics of the embedded orchestrator. */
    Optional<URI> ownMetrics() {
        return process == null ? Optional.empty() : Optional.of(URI.create(process.url() + "/metrics"));
    }

    DetectedEndpoint spoken() {
        return spoken;
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
