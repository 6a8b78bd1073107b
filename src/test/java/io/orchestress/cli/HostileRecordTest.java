package io.orchestress.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.orchestress.record.RecordReader;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import io.orchestress.text.Console;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A record, a folder and a file of somebody else's, each text of which tries something; every command is run on them. */
@Tag("slow")
class HostileRecordTest {
    private static final String EVIL =
            "x\u001b[31m\u001b]0;t\u0007\r\u009b2J\u202e\u2028\nFORGED\n  ::error::pwn\n##[add-mask]e <script>alert(1)</script> =cmd|'/c'!A1 \u200b";
    /** Names of files cannot hold a slash. */
    private static final String EVIL_NAME = EVIL.replace("/", "");
    /** Fields whose other values are refused, which has a case of its own. */
    private static final Set<String> WORDS = Set.of(
            "status",
            "outcome",
            "kind",
            "severity",
            "startedAt",
            "loadStartedAt",
            "endedAt",
            "at",
            "level",
            "type",
            "profile",
            "model",
            "priority",
            "validity",
            "health");

    /** What is not run on a record. */
    private static final Set<String> ELSEWHERE = Set.of("serve", "backend", "calibrate", "run", "duel");

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> ran = new TreeSet<>();
    private String config = "";
    private Path good = Path.of("");
    private Path evil = Path.of("");

    @BeforeEach
    void records() throws IOException {
        config = Files.writeString(
                        folder.resolve("own.conf"),
                        "orchestress { history.file = \"" + folder.resolve("runs.db") + "\", record.folder = \""
                                + folder.resolve("results") + "\" }")
                .toString();
        good = record("good", 1).writeTo(folder.resolve("results").resolve("good"));
        evil = record("evil", 2).writeTo(folder.resolve("results").resolve(EVIL_NAME));
        run("report", "--config", config, good.toString());
        run("report", "--config", config, evil.toString());
        Path file = evil.resolve(RecordReader.RUN_FILE);
        JsonNode run = json.readTree(file.toFile());
        Files.write(file, json.writeValueAsBytes(poisoned(run)));
    }

    private static SyntheticRecord record(String runId, long seed) {
        return new SyntheticRecord(seed)
                .runId(runId)
                .phase(seed == 2 ? EVIL.replace("\n", " ").replace(",", "") : "steady", "steady", 30, 10)
                .samples(seed == 2 ? EVIL : "a", "ok", 40, LatencyLaw.logNormal(50_000, 0.5))
                .samples("b", "http-500", 5, LatencyLaw.logNormal(50_000, 0.5))
                .count("a", "model-calls", seed == 2 ? EVIL : "m", 3)
                .count("a", "tasks-ok", "", 30)
                .resource("target", "rss", 1e8);
    }

    private JsonNode poisoned(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode out = json.createObjectNode();
            object.properties()
                    .forEach(e -> out.set(
                            e.getKey(),
                            e.getValue().isTextual() && WORDS.contains(e.getKey())
                                    ? e.getValue()
                                    : poisoned(e.getValue())));
            return out;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode out = json.createArrayNode();
            array.forEach(element -> out.add(poisoned(element)));
            return out;
        }
        return node.isTextual() ? TextNode.valueOf(node.textValue() + EVIL) : node;
    }

    @Test
    void noCommandShowsWhatSteersATerminalOrCommandsAPipeline() throws IOException {
        String record = evil.toString();
        String runId = json.readTree(evil.resolve(RecordReader.RUN_FILE).toFile())
                .get("runId")
                .textValue();
        Path jtl = Files.writeString(
                folder.resolve("results.jtl"),
                "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,allThreads\n"
                        + "1772000000000,5,\"" + EVIL.replace("\"", "") + "\",200,OK,\"" + EVIL + " 1-1\",true,1\n"
                        + "1772000009000,5,b,500,Bad,T 1-1,false,1\n");
        Path points = Files.writeString(folder.resolve(EVIL_NAME + ".csv"), EVIL + ",throughput\n" + EVIL + ",2\n");

        run("gate", "--config", config, record);
        run("gate", "--config", config, "--json", record);
        run("gate", "--config", config, "--baseline", EVIL, record);
        run("gate", "--config", config, "--gates", evil + ".conf", record);
        run("compare", "--config", config, good.toString(), record);
        run("compare", "--config", config, "--force", good.toString(), record);
        run("compare", "--config", config, "--force", "--json", record, good.toString());
        run("compare", "--config", config, EVIL, record);
        run("history", "add", "--config", config, record);
        run("history", "add", "--config", config, good.toString());
        run("history", "list", "--config", config);
        run("history", "list", "--config", config, "--json");
        run("history", "show", "--config", config, runId);
        run("history", "show", "--config", config, EVIL);
        run("history", "rebuild", "--config", config);
        run(
                "history",
                "export",
                "--config",
                config,
                folder.resolve("export.json").toString());
        run("history", "export", "--config", config, record + "/none/x.json");
        run("history", "trend", "--config", config, "--simulation", EVIL);
        run("history", "trend", "--config", config, "--simulation", "SyntheticTest" + EVIL);
        run("history", "trend", "--config", config, "--json", "--simulation", "SyntheticTest" + EVIL);
        run("history", "duels", "--config", config);
        run("baseline", "set", "--config", config, "main", runId, "--force", "--reason", EVIL);
        run("baseline", "set", "--config", config, EVIL, runId, "--force");
        run("baseline", "list", "--config", config);
        run("baseline", "show", "--config", config, "main");
        run("baseline", "log", "--config", config, "main");
        run("baseline", "propose", "--config", config, "main", record);
        run("baseline", "remove", "--config", config, "main", "--reason", EVIL);
        run("history", "prune", "--config", config, "--keep", "1");
        run(
                "import",
                jtl.toString(),
                "--config",
                config,
                "--results",
                folder.resolve("imported").toString());
        run("import", points.toString(), "--config", config);
        run("capacity", "show", record);
        run("capacity", "show", "--json", record);
        run("capacity", "fit", points.toString());
        run("capacity", "fit", folder.resolve("none" + EVIL_NAME).toString());
        run("capacity", "page", record);
        run("export", record, "--to", folder.resolve("e.csv").toString());
        run("export", record, "--to", folder.resolve(EVIL_NAME + ".xlsx").toString());
        run("export", record, "--to", folder.resolve(EVIL_NAME + ".odd").toString());
        run("publish", record, "-Dconfig=" + config);
        run("publish", "--dry-run", record, "-Dconfig=" + config);
        run("publish", record, "-Dorchestress." + EVIL + "=1");
        run("report", "--config", config, record);
        run("report", "--config", evil + ".conf", record);
        run("report", EVIL);
        run("watch", EVIL);
        run("watch", record, "--port", EVIL);
        run("plan", EVIL);
        run("plan", "SpikeTest", "-D", "config=" + evil + ".conf");
        run("plan", "SpikeTest", "-D", "orchestress." + EVIL + "=1");
        run("init", folder.resolve("new" + EVIL_NAME).toString());
        run("init", evil.toString());
        run(EVIL, EVIL);
        Files.writeString(
                evil.resolve(RecordReader.RUN_FILE), "{\"schemaVersion\": \"" + EVIL.replace("\n", "\\n") + "\"}");
        run("gate", "--config", config, record);
        Files.writeString(evil.resolve(RecordReader.RUN_FILE), "x" + EVIL);
        run("gate", "--config", config, record);
        run("watch", record);

        assertThat(ran).containsAll(commands(Main.commandLine(), ""));
        texts();
    }

    /** What a command of the product is called; a new one belongs above. */
    private static Set<String> commands(CommandLine of, String name) {
        if (of.getSubcommands().isEmpty()) {
            return Set.of(name.strip());
        }
        return of.getSubcommands().entrySet().stream()
                .filter(entry -> !ELSEWHERE.contains(entry.getKey()))
                .flatMap(entry -> commands(entry.getValue(), name + " " + entry.getKey()).stream())
                .collect(Collectors.toSet());
    }

    private void run(String... arguments) {
        for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("GITHUB_ACTIONS", "true"))) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            Main.run(arguments, new Console(out), new Console(err), environment);
            assertHarmless(String.join(" ", arguments), out.toString());
            assertHarmless(String.join(" ", arguments), err.toString());
            boolean data = List.of(arguments).contains("--json");
            if (!environment.isEmpty()) {
                assertThat((data ? err : out).toString()).startsWith("::stop-commands::");
            }
        }
        ran.add(arguments[0]);
        ran.add(arguments[0] + (arguments.length > 1 ? " " + arguments[1] : ""));
    }

    /** Lines of commands are those of our own, which name what is theirs behind {@code ::}, escaped. */
    private static void assertHarmless(String what, String text) {
        assertThat(text.codePoints()
                        .filter(c -> c != '\n' && Visible.of(c) != c)
                        .mapToObj(Integer::toHexString))
                .as(what)
                .isEmpty();
        assertThat(text.lines().map(String::stripLeading))
                .as(what)
                .noneMatch(line -> line.startsWith("FORGED"))
                .allSatisfy(line -> assertThat(line).doesNotContain("##["))
                .filteredOn(line -> line.startsWith("::"))
                .allMatch(line ->
                        line.matches("::(stop-commands::)?[0-9a-f]{32}(::)?|::(error|warning|notice) title=.*"));
    }

    /** Reports and exports are read in terminals and logs, too. */
    private void texts() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.matches(".*\\.(md|xml|txt|html)") || name.equals("e.csv")) {
                    String text = Files.readString(file, UTF_8);
                    assertThat(text.codePoints()
                                    .filter(c -> c != '\n' && c != '\t' && Visible.of(c) != c)
                                    .mapToObj(Integer::toHexString))
                            .as(name)
                            .isEmpty();
                    assertThat(text.lines().map(String::stripLeading))
                            .as(name)
                            .noneMatch(line -> line.startsWith("::error::pwn"));
                }
            }
        }
    }
}
