package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.record.AnswerResults;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import load.AdHocTest;

/**
 * Whether wrong answers are found: each bug of the embedded agents at a rate of one in {@code one-in} tasks, in a run of at least that many,
 * and runs without bugs, in which nothing may be found.
 */
public final class WrongAnswersMeasurement {
    private static final String SCRIPT = """
            models { default { first-token = 1 ms, tokens-per-second = 100000, answer-tokens = 20 } }
            tools { charge { effect = true, result = "Charged for #{nonce}." } }
            tasks = [{ name = a, turns = [{ tools = [charge] }, { answer = "Report #{nonce}. End of #{nonce}." }] }]
            """;

    private enum Bug {
        SWAP_ANSWERS("rest", AnswerResults::crossed),
        MIX_PROMPTS("rest", AnswerResults::crossed),
        REPEAT_TOOL("rest", AnswerResults::duplicated),
        ANSWER_TWICE("openai", AnswerResults::duplicated),
        LOSE_TASK("rest", AnswerResults::lost),
        CUT_ANSWER("rest", AnswerResults::cut),
        OLD_ANSWER("openai", AnswerResults::misordered);

        private final String protocol;
        private final ToLongFunction<AnswerResults> found;

        Bug(String protocol, ToLongFunction<AnswerResults> found) {
            this.protocol = protocol;
            this.found = found;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private WrongAnswersMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options =
                Options.of(args, Map.of("one-in", 10_000, "clean", 20, "users", 40, "seconds", 60, "bugs", 1));
        line(
                "%-14s %-8s %8s %8s %10s %8s %6s %8s",
                "bug", "protocol", "tasks", "crossed", "duplicated", "lost", "cut", "misorder");
        int missed = 0;
        if (options.get("bugs") == 1) {
            for (Bug bug : Bug.values()) {
                AnswerResults answers = run(
                        options, bug.protocol, "orchestress.embedded.bugs." + bug.key() + "=" + options.get("one-in"));
                row(bug.key(), bug.protocol, answers);
                missed += bug.found.applyAsLong(answers) > 0 ? 0 : 1;
            }
        }
        int falsely = 0;
        long fewest = Long.MAX_VALUE;
        for (int run = 0; run < options.get("clean"); run++) {
            String protocol = run % 2 == 0 ? "rest" : "openai";
            AnswerResults answers = run(options, protocol);
            row("none", protocol, answers);
            falsely += Arrays.stream(Bug.values()).allMatch(bug -> bug.found.applyAsLong(answers) == 0) ? 0 : 1;
            fewest = Math.min(fewest, answers.tasks());
        }
        result(
                "wrong answers: %d of %d bugs at one in %d missed; something found in %d of %d runs without a bug, of at least %d tasks",
                missed,
                options.get("bugs") * Bug.values().length,
                options.get("one-in"),
                falsely,
                options.get("clean"),
                fewest);
    }

    private static void row(String bug, String protocol, AnswerResults answers) {
        line(
                "%-14s %-8s %8d %8d %10d %8d %6d %8d  %s",
                bug,
                protocol,
                answers.tasks(),
                answers.crossed(),
                answers.duplicated(),
                answers.lost(),
                answers.cut(),
                answers.misordered(),
                answers.doubt());
    }

    private static AnswerResults run(Options options, String protocol, String... bug)
            throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> {
            Path script = Files.writeString(folder.resolve("script.conf"), SCRIPT);
            List<String> settings = new ArrayList<>(List.of(
                    "users=" + options.get("users"),
                    "duration=" + options.get("seconds") + " s",
                    "protocol=" + protocol,
                    "orchestress.load.pace=0 ms",
                    "orchestress.load.drain=15 s",
                    "orchestress.target.request-timeout=10 s",
                    "orchestress.protocols.openai.turns=2",
                    "orchestress.backend.enabled=true",
                    "orchestress.backend.port=0",
                    "orchestress.backend.script=" + script));
            settings.addAll(List.of(bug));
            GatlingRun run =
                    GatlingRun.of(AdHocTest.class, folder, GatlingRun.LONGEST, settings.toArray(String[]::new));
            return Objects.requireNonNull(Runs.record(run).answers(), run.output());
        });
    }
}
