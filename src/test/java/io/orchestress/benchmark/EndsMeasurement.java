package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Whether a run that is ended leaves nothing behind: signals at random moments of its life, from its start-up to its report, to each way
 * of starting it. Counted is what arrives at a server of this process. Every other run starts a process for each task. Needs Linux.
 */
public final class EndsMeasurement {
    /** After which neither load nor processes may be left. */
    private static final double LIMIT_SECONDS = 10;

    private static final double OBSERVED_SECONDS = 13;
    private static final String SIMULATION = "SmokeTest";
    private static final ObjectMapper JSON = new ObjectMapper();

    private EndsMeasurement() {}

    private enum Way {
        SCRIPT("scripts/orchestress", "run", SIMULATION),
        GATE("scripts/release-gate", SIMULATION),
        MAVEN("mvn", "-q", "-B", "gatling:test", "-Dsimulation=" + SIMULATION),
        JVM(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"));

        private final List<String> command;

        Way(String... command) {
            this.command = List.of(command);
        }

        List<String> command(Path folder, List<String> settings) {
            // Whatever this process was started to ignore, as in the background of a script: the run is not.
            List<String> all = new ArrayList<>(List.of("env", "--default-signal"));
            all.addAll(command);
            settings.forEach(setting -> all.add("-D" + setting));
            if (this == JVM) {
                all.addAll(List.of(
                        "io.gatling.app.Gatling",
                        "-s",
                        "load." + SIMULATION,
                        "-rf",
                        folder.resolve("gatling").toString()));
            }
            return all;
        }
    }

    private enum Ended {
        INT(130),
        TERM(143),
        HUP(129),
        KILL(137);

        private final int status;

        Ended(int status) {
            this.status = status;
        }
    }

    /** Of one run; seconds since the signal where nothing else is said. */
    private record Case(
            Way way,
            Ended signal,
            double atSeconds,
            String moment,
            int status,
            double lastRequest,
            double gone,
            int left,
            String outcome,
            boolean isRight) {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Options options = Options.of(
                args,
                Map.of(
                        "moments",
                        10,
                        "seconds",
                        8,
                        "seed",
                        5,
                        "together",
                        1,
                        "loaded",
                        0,
                        "script",
                        1,
                        "gate",
                        1,
                        "maven",
                        1,
                        "jvm",
                        1,
                        "hup",
                        1));
        SplittableRandom random = new SplittableRandom(options.get("seed"));
        ExecutorService pool = Executors.newFixedThreadPool(options.get("together"));
        try {
            List<Way> ways = Stream.of(Way.values())
                    .filter(way -> options.get(way.name().toLowerCase(Locale.ROOT)) > 0)
                    .toList();
            List<Future<Double>> lives = new ArrayList<>();
            for (Way way : ways) {
                lives.add(pool.submit(() -> life(way, options.get("seconds"), options.get("loaded") > 0)));
            }
            line(
                    "%-6s %-6s %6s %-8s %6s %12s %7s %4s  %s",
                    "way", "signal", "at, s", "during", "status", "last request", "gone", "left", "record");
            List<Future<Case>> cases = new ArrayList<>();
            for (int moment = 0; moment < options.get("moments"); moment++) {
                boolean processes = moment % 2 == 1;
                for (Way way : ways) {
                    double life = lives.get(ways.indexOf(way)).get();
                    for (Ended signal : Ended.values()) {
                        // One in each part of the life, so that short parts of it are met, too.
                        double at = life * (moment + random.nextDouble()) / options.get("moments");
                        if (signal != Ended.HUP || options.get("hup") > 0) {
                            cases.add(pool.submit(() -> end(
                                    way, signal, at, processes, options.get("seconds"), options.get("loaded") > 0)));
                        }
                    }
                }
            }
            report(cases);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void report(List<Future<Case>> futures) throws InterruptedException, ExecutionException {
        List<Case> cases = new ArrayList<>();
        for (Future<Case> future : futures) {
            cases.add(future.get());
        }
        List<Case> met = cases.stream().filter(c -> !c.moment.equals("over")).toList();
        for (Way way : Way.values()) {
            for (Ended signal : Ended.values()) {
                List<Case> some = met.stream()
                        .filter(c -> c.way == way && c.signal == signal)
                        .toList();
                if (!some.isEmpty()) {
                    result("ends: %s", words(way + " " + signal, some));
                }
            }
        }
        result("ends: %s; %d more had ended before the signal", words("all", met), cases.size() - met.size());
    }

    private static String words(String name, List<Case> cases) {
        return String.format(
                Locale.ROOT,
                "%s: %d of %d right, last request at most %.2f s after the signal, all gone after at most %.2f s, %d processes left",
                name,
                cases.stream().filter(Case::isRight).count(),
                cases.size(),
                cases.stream().mapToDouble(Case::lastRequest).max().orElse(0),
                cases.stream().mapToDouble(Case::gone).max().orElse(0),
                cases.stream().mapToInt(Case::left).sum());
    }

    /** Seconds from the start, or from the begin of the load, to the end of a run that nobody disturbs. */
    private static double life(Way way, int seconds, boolean loaded) throws IOException, InterruptedException {
        try (Started run = new Started(way, false, seconds)) {
            run.await(loaded);
            double from = Measuring.epochSeconds();
            run.process.waitFor();
            double life = Measuring.epochSeconds() - from;
            if (run.target.requests.get() == 0) {
                throw new IOException(way + " sent nothing, status " + run.process.exitValue() + ": " + run.output());
            }
            run.keep = false;
            return life;
        }
    }

    /** @param loaded whether the moment is told from the begin of the load, rather than from the start of the run */
    private static Case end(Way way, Ended signal, double atSeconds, boolean processes, int seconds, boolean loaded)
            throws IOException, InterruptedException {
        try (Started run = new Started(way, processes, seconds)) {
            run.await(loaded);
            boolean over = run.process.waitFor(Math.round(atSeconds * 1000), TimeUnit.MILLISECONDS);
            String moment = over ? "over" : run.target.moment();
            double signalledAt = Measuring.epochSeconds();
            new ProcessBuilder("kill", "-s", signal.name(), Long.toString(run.process.pid()))
                    .start()
                    .waitFor();
            while (!run.alive().isEmpty() && Measuring.epochSeconds() - signalledAt < OBSERVED_SECONDS) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            double gone = Measuring.epochSeconds() - signalledAt;
            List<String> left = run.alive();
            int status = run.process.waitFor(1, TimeUnit.SECONDS) ? run.process.exitValue() : -1;
            double last = Math.max(0, run.target.lastAt - signalledAt);
            List<Path> records = run.records();
            boolean inOrder = records.stream().allMatch(EndsMeasurement::isJudgedAndReported);
            boolean right = over
                    || left.isEmpty()
                            && gone <= LIMIT_SECONDS
                            && last <= LIMIT_SECONDS
                            && (signal == Ended.KILL || status == signal.status && inOrder);
            String outcome = records.isEmpty()
                    ? "none"
                    : records.stream().map(EndsMeasurement::outcome).toList().toString();
            line(
                    "%-6s %-6s %6.1f %-8s %6d %10.2f s %5.2f s %4d  %s %s%s",
                    way,
                    signal,
                    atSeconds,
                    moment,
                    status,
                    last,
                    gone,
                    left.size(),
                    outcome,
                    processes ? "(processes) " : "",
                    right ? "" : "WRONG, see " + run.folder + " " + left);
            run.keep = !right;
            return new Case(way, signal, atSeconds, moment, status, last, gone, left.size(), outcome, right);
        }
    }

    private static boolean isJudgedAndReported(Path record) {
        return Files.isRegularFile(record.resolve("report.html"))
                && !run(record).path("verdict").path("outcome").asText().isEmpty();
    }

    private static String outcome(Path record) {
        return run(record).path("status").asText("no run.json") + " "
                + run(record).path("verdict").path("outcome").asText("not judged")
                + (Files.isRegularFile(record.resolve("report.html")) ? "" : " no report");
    }

    private static JsonNode run(Path record) {
        try {
            return JSON.readTree(record.resolve("run.json").toFile());
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    /** One run, with what it loads; what it has started is known by a variable of its environment. */
    private static final class Started implements AutoCloseable {
        private static final AtomicInteger NUMBER = new AtomicInteger();

        private final Path folder = Files.createTempDirectory("orchestress-ends");
        private final String mark =
                "ENDS_MEASUREMENT=" + ProcessHandle.current().pid() + "." + NUMBER.incrementAndGet() + ".";
        private final Target target = new Target();
        private final Process process;
        private boolean keep = true;

        Started(Way way, boolean processes, int seconds) throws IOException {
            List<String> settings = new ArrayList<>(List.of(
                    "profile=full",
                    "orchestress.record.folder=" + folder.resolve("results"),
                    "orchestress.history.file=" + folder.resolve("runs.db"),
                    "orchestress.load.pace=100 ms",
                    "orchestress.load.drain=5 s",
                    "orchestress.workloads.smoke.phases=[" + Measuring.hold("steady", 5, seconds, false) + "]"));
            if (processes) {
                settings.addAll(List.of(
                        "protocol=process",
                        "orchestress.protocols.process.command=[sh,-c,\"curl -s " + target.url()
                                + "/; sleep 1; true\"]",
                        "orchestress.protocols.process.output=."));
            } else {
                settings.addAll(List.of(
                        "target=" + target.url(), "protocol=openai", "orchestress.protocols.openai.stream=false"));
            }
            ProcessBuilder builder = new ProcessBuilder(way.command(folder, settings))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile());
            String[] variable = mark.split("=", 2);
            builder.environment().put(variable[0], variable[1]);
            process = builder.start();
        }

        /** Until its load has begun, or it has ended. */
        void await(boolean loaded) throws InterruptedException {
            while (loaded && process.isAlive() && target.requests.get() < Target.OF_START_UP) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        /** What it has started, with itself, and is still there. */
        List<String> alive() throws IOException {
            List<String> found = new ArrayList<>();
            try (Stream<Path> all = Files.list(Path.of("/proc"))) {
                for (Path one : all.filter(path -> path.getFileName().toString().matches("\\d+"))
                        .toList()) {
                    try {
                        if (Files.readString(one.resolve("environ"), ISO_8859_1).contains(mark)) {
                            String command = Files.readString(one.resolve("cmdline"), ISO_8859_1);
                            found.add(command.replace('\0', ' ').substring(0, Math.min(60, command.length())));
                        }
                    } catch (IOException e) {
                        // it has ended, or is of another user
                    }
                }
            }
            return found;
        }

        List<Path> records() throws IOException {
            if (!Files.isDirectory(folder.resolve("results"))) {
                return List.of();
            }
            try (Stream<Path> all = Files.list(folder.resolve("results"))) {
                return all.filter(path -> path.getFileName().toString().startsWith("smoketest-"))
                        .toList();
            }
        }

        String output() throws IOException {
            return Files.readString(folder.resolve("output.txt"));
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            target.server.stop(0);
            if (!keep) {
                Measuring.delete(folder);
            }
        }
    }

    /** Answers at once, but for each seventh, which takes 2 s: there is something to wait for at the end of the plan. */
    private static final class Target {
        private static final byte[] ANSWER = """
                {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
                {"role":"assistant","content":"hi"},"finish_reason":"stop"}],
                "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""".getBytes(US_ASCII);

        /** It is asked who it is before the load. */
        private static final int OF_START_UP = 5;

        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        private final AtomicInteger requests = new AtomicInteger();
        private volatile double lastAt;

        Target() throws IOException {
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "ends-target");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/", this::answer);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        String moment() {
            if (requests.get() < OF_START_UP) {
                return "start-up";
            }
            return Measuring.epochSeconds() - lastAt < 1 ? "load" : "end";
        }

        private void answer(HttpExchange exchange) throws IOException {
            lastAt = Measuring.epochSeconds();
            boolean slow = requests.incrementAndGet() % 7 == 0;
            exchange.getRequestBody().readAllBytes();
            try {
                TimeUnit.SECONDS.sleep(slow ? 2 : 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        }
    }
}
