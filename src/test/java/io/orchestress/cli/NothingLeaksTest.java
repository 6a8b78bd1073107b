package io.orchestress.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.orchestress.config.EnvironmentFacts;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.RecordReader;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import io.orchestress.text.Console;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the settings to every output of every command: no secret arrives; from a record: nothing is asked. */
@Tag("slow")
class NothingLeaksTest {
    private static final String MARK = "ZZQ7";

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private final StringWriter console = new StringWriter();
    private String config = "";
    private int marks;

    @BeforeEach
    void places() {
        config = "orchestress { history.file = \"" + folder.resolve("runs.db") + "\", record.folder = \""
                + folder.resolve("results") + "\" }\n";
    }

    private String mark() {
        return MARK + (char) ('a' + marks / 10) + marks++ % 10;
    }

    /** Each as it may be given: a key of its own, an object, a list; in {@code -D} and in a file. */
    private Map<String, String> secrets() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("target.headers.Authorization", "Bearer " + mark());
        given.put("target.headers", "{\"X-Mine\":\"" + mark() + "\"}");
        given.put("hooks.leaf.url", "https://hooks.example/" + mark());
        given.put("hooks.leaf.on", "[\"fail\"]");
        given.put("hooks.leaf.headers.A", mark());
        given.put(
                "hooks.team",
                "{\"on\":[\"fail\"],\"url\":\"https://hooks.example/" + mark() + "\",\"headers\":{\"A\":\"" + mark()
                        + "\"}}");
        given.put("hooks.told.on", "[\"fail\"]");
        given.put(
                "hooks.told.command",
                "[\"/bin/true\",\"https://u:" + mark() + "@h/\",\"-H\",\"Authorization: Bearer " + mark()
                        + "\",\"--token\",\"" + mark() + "\",\"--key=" + mark() + "\",\"" + mark() + "\"]");
        given.put("controls.x", "{\"request\":\"PUT /x?a=" + mark() + "\",\"headers\":{\"A\":\"" + mark() + "\"}}");
        given.put("controls.y.request", "PUT http://127.0.0.1:1/y?key=" + mark());
        given.put("controls.y.headers", "{\"A\":\"" + mark() + "\"}");
        given.put("controls.z.request", "PUT /z");
        given.put("controls.z.headers.A", mark());
        given.put("controls.c.command", "[\"/bin/true\",\"" + mark() + "\",\"#{value}\"]");
        given.put(
                "resources.prometheus",
                "[{\"url\":\"http://127.0.0.1:1/m?token=" + mark() + "\",\"metrics\":{\"queue-depth\":\"x\"}}]");
        given.put(
                "protocols.process.command",
                "[\"/bin/true\",\"--api-key\",\"" + mark() + "\",\"-u\",\"me:" + mark() + "\",\"https://me:" + mark()
                        + "@h/?q=" + mark() + "\",\"TOKEN=" + mark() + "\"]");
        return given;
    }

    @Test
    void noSecretIsInAnyOutput() throws IOException {
        Map<String, String> given = secrets();
        Properties properties = new Properties();
        StringBuilder file = new StringBuilder(config);
        given.forEach((key, value) -> {
            properties.setProperty("orchestress." + key, value);
            boolean data = value.startsWith("[") || value.startsWith("{");
            file.append("orchestress.")
                    .append(key)
                    .append(" = ")
                    .append(data ? value : '"' + value + '"')
                    .append('\n');
        });
        String own = Files.writeString(folder.resolve("own.conf"), file).toString();
        Properties byFile = new Properties();
        byFile.setProperty("config", own);
        List<String> flags = new ArrayList<>();
        given.forEach((key, value) -> flags.add("-Dorchestress." + key + "=" + value));
        flags.addAll(List.of(
                "-Dx=" + mark(),
                "-javaagent:a=" + mark(),
                "-XX:OnError=" + mark(),
                "-Dtarget=http://" + mark(),
                "-Xmx1g"));
        Map<String, String> environment = EnvironmentFacts.chosen(
                Map.of(
                        "JAVA_TOOL_OPTIONS",
                        String.join(" ", flags),
                        "MY_TOKEN",
                        mark(),
                        "URL",
                        "http://a:" + mark() + "@h"),
                List.of("*"));

        for (Settings settings : List.of(SettingsLoader.load(properties), SettingsLoader.load(byFile))) {
            assertThat(settings.effective().toString()).doesNotContain(MARK);
            Path record = new SyntheticRecord(1)
                    .phase("steady", "steady", 30, 10)
                    .samples("a", "ok", 40, LatencyLaw.logNormal(50_000, 0.5))
                    .samples("a", "http-500", 5, LatencyLaw.logNormal(50_000, 0.5))
                    .configuration(settings.effective())
                    .writeTo(folder.resolve("results").resolve("synthetictest-20260301-100000-000"));
            Path run = record.resolve(RecordReader.RUN_FILE);
            ObjectNode tree = (ObjectNode) json.readTree(run.toFile());
            ObjectNode machine = (ObjectNode) tree.get("environment");
            machine.set("jvmFlags", json.valueToTree(EnvironmentFacts.jvmFlags(flags)));
            machine.set("variables", json.valueToTree(environment));
            json.writeValue(run.toFile(), tree);
            commands(record.toString(), own);
        }

        Files.delete(Path.of(own));
        assertThat(console.toString()).doesNotContain(MARK);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path output : files.filter(Files::isRegularFile).toList()) {
                assertThat(contents(output)).as(output.toString()).doesNotContain(MARK);
            }
        }
    }

    private void commands(String record, String own) {
        run("report", "--config", own, record);
        run("gate", "--config", own, record);
        run("gate", "--config", own, "--json", record);
        run("publish", "--dry-run", record, "-Dconfig=" + own);
        run("history", "add", "--config", own, record);
        run("history", "show", "--config", own, "synthetictest-20260301-100000-000");
        run("history", "export", "--config", own, folder.resolve("export.json").toString());
        for (String format : List.of("csv", "json", "xlsx")) {
            run("export", record, "--to", folder.resolve("e." + format).toString());
        }
        run("capacity", "show", "--config", own, record);
        for (String key : List.of("hooks.x.urll", "controls.x.hedders", "target.headers.A B", "hooks.leaf.headers.A")) {
            run("publish", "--dry-run", record, "-Dconfig=" + own, "-Dorchestress." + key + "=\u00fc" + mark());
        }
    }

    /** What is compressed is unpacked. */
    private static String contents(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        StringBuilder all = new StringBuilder(new String(bytes, ISO_8859_1));
        if (file.toString().endsWith(".xlsx")) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    all.append(new String(zip.getInputStream(entry).readAllBytes(), ISO_8859_1));
                }
            }
        }
        return all.toString();
    }

    /** Whatever a record says of its profile and its capacity: no command asks a server or reads a file for it. */
    @Test
    void noRecordMakesARequest() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String evil =
                    "{ include url(\"http://127.0.0.1:" + server.getAddress().getPort() + "/SSRF\") }";
            String own = Files.writeString(folder.resolve("own.conf"), config).toString();
            for (String profile : List.of(evil, "quick")) {
                String record = new SyntheticRecord(1)
                        .phase("steady", "steady", 30, 10)
                        .samples("a", "ok", 40, LatencyLaw.logNormal(50_000, 0.5))
                        .configuration(Map.of(
                                "capacity.slo",
                                "[" + evil + "]",
                                "capacity.expected-load",
                                evil,
                                "capacity." + evil,
                                evil))
                        .writeTo(folder.resolve("results").resolve("r"))
                        .toString();
                Path run = Path.of(record, RecordReader.RUN_FILE);
                ObjectNode tree = (ObjectNode) json.readTree(run.toFile());
                json.writeValue(run.toFile(), tree.put("profile", profile));
                for (String[] command : new String[][] {
                    {"report", record},
                    {"gate", record},
                    {"compare", record, record},
                    {"export", record, "--to", folder.resolve("x.csv").toString()},
                    {"publish", "--dry-run", record},
                    {"publish", "--dry-run", record, "-Dconfig=" + own},
                    {"capacity", "show", record},
                    {"capacity", "page", record},
                    {"history", "add", "--config", own, record},
                    {"history", "rebuild", "--config", own},
                    {"baseline", "set", "--config", own, "main", record, "--force"}
                }) {
                    run(command);
                }
            }
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    private void run(String... arguments) {
        Main.run(arguments, new Console(console), new Console(console), Map.of());
    }
}
