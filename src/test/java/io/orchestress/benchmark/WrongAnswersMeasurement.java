package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.AnswerResults;
import io.orchestress.sut.embedded.AgentOptions;
import io.orchestress.sut.embedded.EmbeddedOrchestrator;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.sut.embedded.agent.Bugs;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import load.AdHocTest;

/**
 * Whether wrong answers are found: each bug of the embedded agents at a rate of one in {@code one-in} tasks, beside how often the server
 * itself says that it has struck, and runs without bugs, in which nothing may be found. With {@code each=1} each bug is tried by each way of
 * asking.
 */
public final class WrongAnswersMeasurement {
    /** With a tool, where the bug is one of tools. */
    private static final String SCRIPT = """
            models { default { first-token = 1 ms, tokens-per-second = 100000, answer-tokens = 20 } }
            tools { charge { effect = true, result = "Charged for #{nonce}." } }
            tasks = [{ name = a, turns = [%s{ answer = "Report #{nonce}. End of #{nonce}." }] }]
            """;

    /** How tasks are asked for. */
    private enum Way {
        REST_WAIT("rest", sizes("run")),
        REST_POLL("rest", sizes("submit")),
        REST_STREAM("rest", sizes("stream")),
        OPENAI_STREAM("openai", "orchestress.protocols.openai.turns=2"),
        OPENAI_BODY("openai", "orchestress.protocols.openai.turns=2", "orchestress.protocols.openai.stream=false"),
        A2A_STREAM("a2a", "orchestress.protocols.a2a.mode=stream"),
        A2A_SUBMIT("a2a", "orchestress.protocols.a2a.mode=submit"),
        MCP("mcp");

        private final String protocol;
        private final List<String> settings;

        Way(String protocol, String... settings) {
            this.protocol = protocol;
            this.settings = List.of(settings);
        }

        private static String sizes(String call) {
            return "orchestress.protocols.rest.sizes={simple=" + call + ",medium=" + call + ",complex=" + call
                    + ",workflow=" + call + "}";
        }
    }

    private enum Planted {
        SWAP_ANSWERS(Bugs.Bug.SWAP_ANSWERS, Way.REST_WAIT, 2, AnswerResults::crossed),
        MIX_PROMPTS(Bugs.Bug.MIX_PROMPTS, Way.REST_WAIT, 1, AnswerResults::crossed),
        REPEAT_TOOL(Bugs.Bug.REPEAT_TOOL, Way.REST_WAIT, 1, AnswerResults::duplicated),
        ANSWER_TWICE(Bugs.Bug.ANSWER_TWICE, Way.OPENAI_STREAM, 1, AnswerResults::duplicated),
        LOSE_TASK(Bugs.Bug.LOSE_TASK, Way.REST_POLL, 1, AnswerResults::lost),
        CUT_ANSWER(Bugs.Bug.CUT_ANSWER, Way.REST_WAIT, 1, AnswerResults::cut),
        OLD_ANSWER(Bugs.Bug.OLD_ANSWER, Way.OPENAI_STREAM, 1, AnswerResults::misordered);

        private final Bugs.Bug bug;
        private final Way way;
        private final int tasksEach;
        private final ToLongFunction<AnswerResults> found;

        /** @param tasksEach that one strike makes wrong */
        Planted(Bugs.Bug bug, Way way, int tasksEach, ToLongFunction<AnswerResults> found) {
            this.bug = bug;
            this.way = way;
            this.tasksEach = tasksEach;
            this.found = found;
        }
    }

    /** @param struck by the bug, as the server counts it */
    private record Outcome(AnswerResults answers, long struck) {}

    private WrongAnswersMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(
                args,
                Map.of("one-in", 10_000, "clean", 20, "users", 40, "seconds", 60, "bugs", 1, "each", 0, "quick", 20));
        line(
                "%-14s %-13s %7s %7s %6s %8s %10s %5s %9s %4s",
                "bug", "way", "tasks", "planted", "found", "crossed", "duplicated", "lost", "misorder", "cut");
        int missed = 0;
        int unequal = 0;
        int tried = 0;
        if (options.get("bugs") == 1) {
            for (Planted planted : Planted.values()) {
                for (Way way : options.get("each") == 1 ? Way.values() : new Way[] {planted.way}) {
                    Outcome outcome = run(options, options.get("seconds"), way, Optional.of(planted.bug));
                    long wrong = outcome.struck * planted.tasksEach;
                    long found = planted.found.applyAsLong(outcome.answers);
                    row(planted.bug.setting(), way, wrong, found, outcome.answers);
                    tried += wrong > 0 ? 1 : 0;
                    missed += wrong > 0 && found == 0 ? 1 : 0;
                    unequal += wrong == found ? 0 : 1;
                }
            }
        }
        int falsely = 0;
        long fewest = Long.MAX_VALUE;
        for (int run = 0; run < options.get("clean"); run++) {
            Way way = Way.values()[run % Way.values().length];
            AnswerResults answers = run(options, options.get("quick"), way, Optional.empty()).answers;
            long found = Arrays.stream(Planted.values())
                    .mapToLong(planted -> planted.found.applyAsLong(answers))
                    .sum();
            row("none", way, 0, found, answers);
            falsely += found == 0 ? 0 : 1;
            fewest = Math.min(fewest, answers.tasks());
        }
        result(
                "wrong answers: %d of %d bugs at one in %d missed, %d found in another number than planted; something found in %d of %d runs without a bug%s",
                missed,
                tried,
                options.get("one-in"),
                unequal,
                falsely,
                options.get("clean"),
                options.get("clean") == 0 ? "" : ", of at least " + fewest + " tasks");
    }

    private static void row(String bug, Way way, long wrong, long found, AnswerResults answers) {
        line(
                "%-14s %-13s %7d %7d %6d %8d %10d %5d %9d %4d%s%s",
                bug,
                way.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                answers.tasks(),
                wrong,
                found,
                answers.crossed(),
                answers.duplicated(),
                answers.lost(),
                answers.misordered(),
                answers.cut(),
                answers.unmarked() == 0 ? "" : "  " + answers.unmarked() + " without a mark",
                answers.doubt().isEmpty() ? "" : "  " + answers.doubt());
    }

    private static Outcome run(Options options, int seconds, Way way, Optional<Bugs.Bug> bug)
            throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> {
            Path script = Files.writeString(
                    folder.resolve("script.conf"),
                    SCRIPT.formatted(
                            bug.filter(Bugs.Bug.REPEAT_TOOL::equals).isPresent() || bug.isEmpty()
                                    ? "{ tools = [charge] }, "
                                    : ""));
            int port = freePort();
            EmbeddedSettings server = EmbeddedSettings.builder()
                    .spawnMillis(0)
                    .agent(new AgentOptions(
                            "http://127.0.0.1:" + port,
                            0,
                            ServiceLaw.FIXED,
                            AgentOptions.ToolOrder.SEQUENTIAL,
                            3,
                            60_000))
                    .bugs(Bugs.of(each -> bug.filter(each::equals).isPresent() ? options.get("one-in") : 0))
                    .build();
            try (EmbeddedOrchestrator target = EmbeddedOrchestrator.start(server)) {
                List<String> settings = new ArrayList<>(List.of(
                        "target=" + target.url(),
                        "users=" + options.get("users"),
                        "duration=" + seconds + " s",
                        "protocol=" + way.protocol,
                        "orchestress.load.pace=0 ms",
                        "orchestress.load.drain=15 s",
                        "orchestress.target.request-timeout=10 s",
                        "orchestress.protocols.rest.first-call=false", // it would be struck, and is no task
                        "orchestress.protocols.openai.first-call=false",
                        "orchestress.backend.enabled=true",
                        "orchestress.backend.port=" + port,
                        "orchestress.backend.script=" + script));
                settings.addAll(way.settings);
                GatlingRun run =
                        GatlingRun.of(AdHocTest.class, folder, GatlingRun.LONGEST, settings.toArray(String[]::new));
                AnswerResults answers = Objects.requireNonNull(Runs.record(run).answers(), run.output());
                return new Outcome(answers, bug.isPresent() ? struck(target.url(), bug.get()) : 0);
            }
        });
    }

    private static long struck(String url, Bugs.Bug bug) throws IOException {
        try (InputStream truth = URI.create(url + "/truth").toURL().openStream()) {
            return new ObjectMapper()
                    .readTree(truth)
                    .path("bugsStruck")
                    .path(bug.key)
                    .asLong(-1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
