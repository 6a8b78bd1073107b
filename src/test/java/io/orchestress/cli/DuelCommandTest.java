package io.orchestress.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.orchestress.history.DuelLog;
import io.orchestress.record.DuelRecord.Outcome;
import io.orchestress.testkit.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What cannot be fought says why, sends nothing, and ends with 2. */
class DuelCommandTest {
    private static final String CARD = """
            {"name":"Steps","version":"1.0.0","url":"http://127.0.0.1:PORT/","preferredTransport":"JSONRPC","protocolVersion":"0.3",
             "capabilities":{"streaming":true}INTERFACES}""";
    private static final String INTERFACES =
            ",\"supportedInterfaces\":[{\"url\":\"http://127.0.0.1:PORT/\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\",\"tenant\":\"\"}]";

    @TempDir
    Path project;

    private String err = "";
    private String out = "";

    private int execute(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(written));
        command.setErr(new PrintWriter(errors));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("-Dorchestress.record.folder=" + project.resolve("results"));
        all.add("-Dorchestress.history.file=" + history());
        int status = command.execute(all.toArray(String[]::new));
        command.getOut().flush();
        command.getErr().flush();
        err = errors.toString();
        out = written.toString();
        return status;
    }

    private Path history() {
        return project.resolve("history").resolve("runs.db");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--baseline embedded | a duel needs both, each a URL or embedded",
                "--at-once | a duel needs --baseline and --candidate",
                "--baseline embedded --candidate http://198.51.100.7 | name it in orchestress.target.allowed-hosts",
                "--baseline embedded --candidate nonsense | orchestress.target.url",
                "--baseline embedded --candidate embedded --length 5 | orchestress.duel.length = 5: a duration needs its unit",
                "--baseline embedded --candidate embedded --length 1s | must be at least 2 s",
                "--baseline embedded --candidate embedded --pairs 1 | orchestress.duel.pairs = 1: must be from 2 to 200",
                "--baseline embedded --candidate embedded NoTest | there is no simulation 'NoTest'",
                "--baseline embedded --candidate embedded --candidate-set load.pace=2s | load.pace cannot be set for one side alone",
                "--baseline embedded --candidate embedded --candidate-set embedded.workers=no | orchestress.embedded.workers",
                "--baseline embedded --baseline-start ./serve --candidate embedded | needs the URL at which it serves",
                "--baseline embedded --candidate embedded -Dprotocol=process -Dorchestress.protocols.process.command=[sh] | protocol process starts a command for each task",
                "--baseline embedded --candidate embedded -Dorchestress.duel.typo=1 | orchestress.duel.typo",
            })
    void refused(String arguments, String why) {
        List<String> all = new ArrayList<>(List.of("duel"));
        all.addAll(List.of(arguments.strip().split(" +")));
        assertThat(execute(all.toArray(String[]::new))).isEqualTo(2);
        assertThat(err).contains(why);
        assertThat(project.resolve("results"))
                .satisfiesAnyOf(
                        folder -> assertThat(folder).doesNotExist(),
                        folder -> assertThat(folder).isEmptyDirectory());
    }

    @Test
    void nothingListens() {
        try (Ports.Closed nobody = Ports.closed()) {
            assertThat(execute("duel", "--baseline", "embedded", "--candidate", nobody.url()))
                    .isEqualTo(2);
            assertThat(err).contains("Not run: the candidate is not usable: nothing listens at " + nobody.url());
        }
        assertThat(project.resolve("results")).isEmptyDirectory();
    }

    @Test
    void twoStartCommandsAtOnePort() {
        assertThat(execute(
                        "duel",
                        "--baseline",
                        "http://127.0.0.1:9",
                        "--baseline-start",
                        "./serve a",
                        "--candidate",
                        "http://127.0.0.1:9/",
                        "--candidate-start",
                        "./serve b"))
                .isEqualTo(2);
        assertThat(err).contains("both start commands use 127.0.0.1:9").contains("a port of its own");
    }

    @Test
    void aStartCommandThatEndsOrIsNotThere() throws IOException {
        String url = "http://127.0.0.1:9";
        assertThat(execute(
                        "duel",
                        "--baseline",
                        url,
                        "--baseline-start",
                        "sh -c 'echo no; exit 3'",
                        "--candidate",
                        "embedded"))
                .isEqualTo(2);
        assertThat(err).contains("the baseline exited with 3 before it served requests: ");
        try (Stream<Path> said = Files.walk(project.resolve("results"))) {
            assertThat(said.filter(file -> file.endsWith("baseline.txt")))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file)).isEqualTo("no\n"));
        }
        assertThat(execute(
                        "duel", "--baseline", url, "--baseline-start", "/no/such/program", "--candidate", "embedded"))
                .isEqualTo(2);
        assertThat(err).contains("the baseline could not be started by /no/such/program");
    }

    @Test
    void sidesOfDifferentVersions() throws IOException {
        HttpServer older = agent("");
        HttpServer newer = agent(INTERFACES);
        try {
            assertThat(execute("duel", "--baseline", url(older), "--candidate", url(newer), "-Dprotocol=a2a"))
                    .isEqualTo(2);
            assertThat(err).contains("the baseline speaks a2a 0.3").contains("and the candidate a2a 1.0");
        } finally {
            older.stop(0);
            newer.stop(0);
        }
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpServer agent(String interfaces) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String port = Integer.toString(server.getAddress().getPort());
        byte[] card =
                CARD.replace("INTERFACES", interfaces).replace("PORT", port).getBytes(UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, card.length);
            exchange.getResponseBody().write(card);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void duelsAreListed() {
        DuelLog.beside(history())
                .add(new DuelLog.Entry(
                        1,
                        "duel-a",
                        "results/duel-a",
                        Instant.EPOCH,
                        "DuelTest",
                        "http://127.0.0.1:1",
                        "http://127.0.0.1:2",
                        "load",
                        false,
                        Outcome.NOT_WORSE,
                        "typical +1.0 %",
                        List.of(0.01, 0.02)));
        StringWriter written = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(written));
        Path config = project.resolve("test.conf");
        assertThat(write(config, "orchestress.history.file = \"" + history() + "\""))
                .isTrue();
        assertThat(command.execute("history", "duels", "--config=" + config)).isZero();
        assertThat(written.toString()).contains("duel-a").contains("NOT_WORSE").contains("typical +1.0 %");
    }

    private static boolean write(Path file, String text) {
        try {
            Files.writeString(file, text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
