package io.orchestress.benchmark;

import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A load generator in a closed loop at saturation, with a server of its own that counts. */
final class LoopSide implements AutoCloseable {
    private static final String LOOPS = "gatling-";

    private final int worstExit;
    private final Class<?> simulation;
    private final List<String> further;
    private final Path folder;
    private final Orchestrator orchestrator;
    private @Nullable Process process;
    private double from;
    private double cpuBefore;
    private double allBefore;
    private long before;

    /**
     * @param cpuMicros processor time of the load generator's event loops, for one request
     * @param allMicros the same of all its threads
     */
    record Speed(double perSecond, double cpuMicros, double allMicros) {}

    /** @param plain without anything of ours */
    LoopSide(boolean plain, Path parent) throws IOException {
        this(
                plain,
                plain ? PlainAgentSimulation.class : AgentSimulation.class,
                List.of(),
                EmbeddedSettings.defaults(),
                parent);
        agent();
    }

    /** @param further properties of the run */
    LoopSide(boolean plain, Class<?> simulation, List<String> further, EmbeddedSettings server, Path parent)
            throws IOException {
        this(plain ? "plain" : "ours", plain ? 0 : 1, simulation, further, server, parent);
    }

    /**
     * @param name of its folder
     * @param worstExit status with which its process may end
     * @param further properties of the run
     */
    LoopSide(
            String name, int worstExit, Class<?> simulation, List<String> further, EmbeddedSettings server, Path parent)
            throws IOException {
        this.worstExit = worstExit;
        this.simulation = simulation;
        this.further = further;
        folder = Files.createDirectory(parent.resolve(name));
        orchestrator = new Orchestrator(server);
    }

    /** Makes the agent that {@link AgentSimulation} asks for. */
    void agent() {
        orchestrator.post("/v1/agents", "{\"type\":\"coder\"}");
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
        allBefore = processSeconds();
        before = orchestrator.requestsReceived();
    }

    Speed speed() {
        double to = Measuring.epochSeconds();
        double cpu = cpuSeconds() - cpuBefore;
        double all = processSeconds() - allBefore;
        long requests = orchestrator.requestsReceived() - before;
        return new Speed(requests / (to - from), cpu * 1e6 / requests, all * 1e6 / requests);
    }

    /** Of Gatling's event loops only: compiling and collecting garbage is over in a long run. */
    private double cpuSeconds() {
        return ProcessTimes.seconds(pid(), LOOPS);
    }

    private long pid() {
        return Objects.requireNonNull(process).pid();
    }

    /**
     * Processor time of the whole process for a request, in microseconds.
     *
     * @param start from the start of the process to the first requests
     * @param load from there until so many had been sent
     * @param end from the end of the load to that of the process
     * @param warm of requests that came later; NaN: not measured
     * @param loops of {@code start} and {@code load}, that of the event loops
     * @param compilers as above, of the compilers
     * @param collectors as above, of the garbage collector
     */
    record Cost(double start, double load, double end, double warm, double loops, double compilers, double collectors) {
        static final String HEADER = String.format(
                Locale.ROOT,
                "%8s %8s %8s %8s %8s %8s %8s %8s",
                "cold",
                "start",
                "load",
                "end",
                "warm",
                "loops",
                "compile",
                "collect");

        double cold() {
            return start + load + end;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f",
                    cold(),
                    start,
                    load,
                    end,
                    warm,
                    loops,
                    compilers,
                    collectors);
        }
    }

    /**
     * Waits for so many requests, then for as many as are {@code warm} and as many again, which are measured, and for the end of the run.
     *
     * @param seconds that the load takes
     */
    Cost cost(int requests, int warm, int seconds) {
        awaitLoad();
        long begin = System.nanoTime();
        long first = orchestrator.requestsReceived();
        double started = processSeconds();
        long sent = await(first + requests) - first;
        double loaded = processSeconds();
        double loops = ProcessTimes.seconds(pid(), LOOPS);
        double compilers = ProcessTimes.seconds(pid(), "CompilerThre");
        double collectors = ProcessTimes.seconds(pid(), "GC Thread", "G1 ", "VM Thread");
        double warmMicros = Double.NaN;
        if (warm > 0) {
            long from = await(first + requests + warm);
            double before = processSeconds();
            long to = await(from + warm);
            warmMicros = (processSeconds() - before) * 1e6 / (to - from);
        }
        double ended = processSeconds();
        double last = ended;
        for (Optional<Double> now = Optional.of(ended); now.isPresent(); now = ProcessTimes.seconds(pid())) {
            last = now.get();
            ended = System.nanoTime() - begin < seconds * 1_000_000_000L ? last : ended;
            pause();
        }
        double perRequest = 1e6 / sent;
        return new Cost(
                started * perRequest,
                (loaded - started) * perRequest,
                (last - ended) * perRequest,
                warmMicros,
                loops * perRequest,
                compilers * perRequest,
                collectors * perRequest);
    }

    private double processSeconds() {
        return ProcessTimes.seconds(pid())
                .orElseThrow(() -> new IllegalStateException(
                        "the run was over before it had sent what is measured:\n" + GatlingRun.output(folder)));
    }

    private long await(long count) {
        long received = orchestrator.requestsReceived();
        while (received < count) {
            processSeconds();
            pause();
            received = orchestrator.requestsReceived();
        }
        return received;
    }

    private static void pause() {
        LockSupport.parkNanos(20_000_000);
    }

    @Override
    public void close() {
        try {
            GatlingRun run = GatlingRun.end(Objects.requireNonNull(process), folder, Measuring.seconds(60));
            if (run.exitStatus() > worstExit) {
                throw new IllegalStateException(run.output());
            }
        } finally {
            orchestrator.close();
        }
    }
}
