package io.orchestress.benchmark;

import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A load generator in a closed loop at saturation, with a server of its own that counts. */
final class LoopSide implements AutoCloseable {
    /** USER_HZ, which is this on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    private final boolean plain;
    private final Class<?> simulation;
    private final List<String> further;
    private final Path folder;
    private final Orchestrator orchestrator;
    private @Nullable Process process;
    private double from;
    private double cpuBefore;
    private long before;

    /** @param cpuMicros processor time of the load generator's event loops, for one request */
    record Speed(double perSecond, double cpuMicros) {}

    /** @param plain without anything of ours */
    LoopSide(boolean plain, Path parent) throws IOException {
        this(
                plain,
                plain ? PlainAgentSimulation.class : AgentSimulation.class,
                List.of(),
                EmbeddedSettings.defaults(),
                parent);
        orchestrator.post("/v1/agents", "{\"type\":\"coder\"}");
    }

    /** @param further properties of the run */
    LoopSide(boolean plain, Class<?> simulation, List<String> further, EmbeddedSettings server, Path parent)
            throws IOException {
        this.plain = plain;
        this.simulation = simulation;
        this.further = further;
        folder = Files.createDirectory(parent.resolve(plain ? "plain" : "ours"));
        orchestrator = new Orchestrator(server);
    }

    void start(int users, int seconds) {
        List<String> properties = new ArrayList<>(further);
        properties.addAll(List.of("orchestress.load.pace=0 s", "measure.users=" + users, "measure.seconds=" + seconds));
        process = GatlingRun.start(
                simulation,
                folder,
                Measuring.properties(
                        orchestrator,
                        Measuring.hold("steady", users, seconds, false),
                        properties.toArray(String[]::new)));
    }

    void awaitLoad() {
        orchestrator.awaitRequests(2);
    }

    /** What comes before is ignored. */
    void begin() {
        from = Measuring.epochSeconds();
        cpuBefore = cpuSeconds();
        before = orchestrator.requestsReceived();
    }

    Speed speed() {
        double to = Measuring.epochSeconds();
        double cpu = cpuSeconds() - cpuBefore;
        long requests = orchestrator.requestsReceived() - before;
        return new Speed(requests / (to - from), cpu * 1e6 / requests);
    }

    /** Of Gatling's event loops only: compiling and collecting garbage is over in a long run. Linux tells it by thread. */
    private double cpuSeconds() {
        Path threads =
                Path.of("/proc", String.valueOf(Objects.requireNonNull(process).pid()), "task");
        double ticks = 0;
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                if (stat.contains("(gatling-")) {
                    ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ticks / TICKS_PER_SECOND;
    }

    @Override
    public void close() {
        try {
            GatlingRun run = GatlingRun.end(Objects.requireNonNull(process), folder, Measuring.seconds(60));
            if (run.exitStatus() > (plain ? 0 : 1)) {
                throw new IllegalStateException(run.output());
            }
        } finally {
            orchestrator.close();
        }
    }
}
