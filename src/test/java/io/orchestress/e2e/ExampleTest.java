package io.orchestress.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Tool;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.HdrLog;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project in {@code examples/relay}: compiled by {@code javac} against our classes and started in a folder of its own, with its classes beside
 * ours on the class path, as Gatling's Maven plugin starts it.
 */
class ExampleTest {
    private static final Path EXAMPLE = Path.of("examples/relay");

    @TempDir
    Path project;

    private Path classes = Path.of("");

    @BeforeEach
    void compile() throws IOException {
        classes = Files.createDirectories(project.resolve("target/classes"));
        List<String> arguments =
                new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "--release", "17", "-cp", classPath()));
        try (Stream<Path> sources = Files.walk(EXAMPLE)) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        Path resources = EXAMPLE.resolve("src/main/resources");
        try (Stream<Path> files = Files.walk(resources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = classes.resolve(resources.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.copy(file, to);
            }
        }
    }

    /** Found by its own probe, driven by its own journey with the tasks of our jar, and every refusal is in the issue that it brings. */
    @Test
    void aProtocolAMetricAndAnIssueOfItsOwn() throws Exception {
        Process server = java("server.txt", "com.example.relay.RelayServer", "0");
        try {
            String url = "http://127.0.0.1:" + firstLine(server);
            Process run = java(
                    "output.txt",
                    "-Dtarget=" + url,
                    "-Dprotocol=auto",
                    "-Dorchestress.load.pace=20 ms",
                    "-Dorchestress.workloads.smoke.phases=[{kind=steady, users=4, hold=3 s, scale-load=false}]",
                    "io.orchestress.gatling.RunMain",
                    "-s",
                    "load.RelayTest",
                    "-rf",
                    "target/gatling",
                    "--no-reports");
            GatlingRun ended = GatlingRun.end(run, project, GatlingRun.LONGEST);
            String said = ended.output();
            assertThat(said)
                    .contains("auto: " + url + " speaks relay: GET /about")
                    .contains("feeder  feeders/tasks.csv: from the class path");
            RunRecord record =
                    RecordReader.open(ended.record(), RecordReader.Writer.GONE).run();
            assertThat(record.target().protocol()).as(said).isEqualTo("relay");
            long jobs = jobs(url);
            assertThat(HdrLog.count(
                            ended.record().resolve("histograms.hlog"),
                            tag -> !tag.matches(".*\\|(corrected|metric\\..*)")))
                    .isEqualTo(jobs);
            RequestResult totals = Objects.requireNonNull(record.totals());
            assertThat(totals.count()).isGreaterThan(20);
            Issue issue = record.issues().stream()
                    .filter(candidate -> candidate.type().equals("RELAY_REFUSALS"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(said));
            assertThat(issue.impact()).startsWith("One job in so many is turned away: ");
            double refused = 100.0 * totals.failed(FailureClass.TASK_FAILED) / totals.count();
            assertThat(Objects.requireNonNull(record.verdict()).gates())
                    .filteredOn(gate -> gate.name().equals("relay-refused"))
                    .singleElement()
                    .satisfies(gate -> assertThat(gate.actual()).isCloseTo(refused, within(1e-9)));
        } finally {
            server.destroyForcibly();
        }
    }

    /** Another Gatling would be refused. */
    @Test
    void itsPomNamesTheGatlingOfThisBuild() throws IOException {
        assertThat(Files.readString(EXAMPLE.resolve("pom.xml")))
                .contains("<version>" + Tool.GATLING_VERSION + "</version>", "<version>" + Tool.VERSION + "</version>");
    }

    /** Whatever reads the configuration says which class it is, and ends with 2. */
    @Test
    void aProviderThatIsNotThere() throws Exception {
        Path services = classes.resolve("META-INF/services/io.orchestress.config.Protocol");
        Files.writeString(services, Files.readString(services) + "com.example.relay.Gone\n");

        Process run =
                java("output.txt", "io.orchestress.gatling.RunMain", "-s", "load.RelayTest", "-rf", "target/gatling");

        GatlingRun ended = GatlingRun.end(run, project, GatlingRun.LONGEST);
        assertThat(ended.exitStatus()).as(ended.output()).isEqualTo(2);
        assertThat(ended.output()).contains("Not run", "Provider com.example.relay.Gone not found");
        assertThat(project.resolve("results")).doesNotExist();
    }

    private Process java(String output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes + File.pathSeparator + classPath()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        output.equals("server.txt")
                                ? ProcessBuilder.Redirect.PIPE
                                : ProcessBuilder.Redirect.to(
                                        project.resolve(output).toFile()))
                .start();
    }

    /** The same wherever it is read from. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader lines = process.inputReader(UTF_8);
        return Objects.requireNonNull(lines.readLine(), "no port");
    }

    private static long jobs(String url) throws Exception {
        String about = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + "/about")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return Long.parseLong(about.replaceAll(".*\"jobs\": (\\d+).*", "$1"));
    }
}
