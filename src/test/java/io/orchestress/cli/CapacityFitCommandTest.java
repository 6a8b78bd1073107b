package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.testkit.Throughputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CapacityFitCommandTest {
    private static final String GOOD = "concurrency,throughput\n1,10\n2,19\n4,35\n8,60\n16,85\n32,90\n";

    @TempDir
    Path folder;

    private String out = "";
    private String err = "";

    @Test
    void printsCoefficientsPointsAndSentence() {
        assertThat(fit(Throughputs.file("cisco.csv"), "--over", "users", "--what-if", "100"))
                .isZero();
        assertThat(out)
                .contains("λ  995.6 (", "σ  0.02672 (", "κ  7.691e−4 (", "peak at 35.6 (", "12,343 (")
                .contains("hold-out error 2.", "N  measured/s", "32      12,074  12,296   −1.80 %")
                .contains("What if 100 users: no prediction: 100 is more than twice the largest value measured")
                .contains(
                        "From 1 to 32 users, throughput went from 955/s to 12,074/s: 39.5 % of proportional",
                        "It peaks at 12,343/s");
    }

    @Test
    void refusesThePeakAndAnswersTheRest() {
        assertThat(fit(Throughputs.file("raytracer.csv"), "--over", "cpus", "--what-if", "80,96"))
                .isZero();
        assertThat(out)
                .contains("no peak: the data ends at 64 and shows no sign of a peak", "Its peak is unknown")
                .containsPattern("What if 80 cpus: 31\\d \\(")
                .contains("What if 96 cpus: 32");
    }

    @Test
    void printsJson() throws IOException {
        assertThat(fit(Throughputs.file("specsdm91.csv"), "--over", "load", "--what-if", "300", "--json"))
                .isZero();
        JsonNode tree = new ObjectMapper().readTree(out);
        assertThat(tree.at("/scalability/fit/kappa/value").doubleValue()).isCloseTo(1.0437e-4, within(1e-7));
        assertThat(tree.at("/scalability/fit/peakN").isNull()).isTrue();
        assertThat(tree.at("/scalability/refusal").asText())
                .containsPattern("7 points scatter by \\d+\\.\\d % around the fit");
        assertThat(tree.at("/scalability/whatIf/0/refusal").textValue()).contains("beyond the fitted peak");
        assertThat(tree.at("/residuals")).hasSize(7);
        assertThat(tree.at("/residuals/1/fittedPerSec").doubleValue()).isCloseTo(1078, within(0.5));
        assertThat(tree.at("/sentence").textValue()).startsWith("From 1 to 216 load");
    }

    /** The same table in every dress. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFconcurrency,throughput\r\n1,10\r\n2,19\r\n4,35\r\n8,60\r\n16,85\r\n32,90\r\n",
                "# steps\nThroughput;Note;CONCURRENCY\n10;a;1\n19;;2\n35;;4\n# more\n60;;8\n85;\"x;y\";16\n90;;32",
                "concurrency\tthroughput\n\n32\t90\n16\t85\n8\t60\n4\t35\n2\t19\n1\t10\n",
                "users , throughput\n1 , 10\n2 , 19\n4 , 35\n8 , 6e1\n16 , 85.0\n32 , 90\n",
            })
    void readsTables(String text) throws IOException {
        assertThat(fit(table(text), "--over", "users")).isZero();
        String dressed = out;
        assertThat(fit(table(GOOD), "--over", "users")).isZero();
        assertThat(dressed).isEqualTo(out);
    }

    @Test
    void severalLinesMayHaveTheSameConcurrency() throws IOException {
        assertThat(fit(table(GOOD + "32,94\n32,92\n"))).isZero();
        assertThat(out.lines().filter(line -> line.startsWith("32 "))).hasSize(3);
    }

    /** {@code 8 ÷ (60 × 0.1) = 1.33}: the users were not always waiting for an answer. */
    @Test
    void saysWhereLittlesLawFails() throws IOException {
        Path table =
                table("concurrency,throughput,latency\n1,10,100\n2,19,105\n4,35,114\n8,60,100\n16,85,188\n32,90,355\n");
        assertThat(fit(table, "--latency-unit", "ms")).isZero();
        assertThat(out).contains("N/XR", "1.33").contains("8 concurrency", "Little's law");
        assertThat(fit(table, "--latency-unit", "ms", "--over", "instances")).isZero();
        assertThat(out).doesNotContain("N/XR").contains("latency");
    }

    @Test
    void throughputThatFallsFromTheStart() throws IOException {
        assertThat(fit(table("concurrency,throughput\n1,100\n2,60\n3,40\n4,31\n5,24\n6,21\n")))
                .isZero();
        assertThat(out).contains("no peak: throughput falls from 1 concurrency on");
    }

    @Test
    void pointsOfALine() throws IOException {
        assertThat(fit(table("concurrency,throughput\n1,5\n2,10\n3,15\n4,20\n5,25\n6,30\n"), "--what-if", "12"))
                .isZero();
        assertThat(out).contains("σ  0 (0 to 0)", "κ  0 (0 to 0)", "What if 12 concurrency: 60 (60 to 60)");
    }

    static Stream<Arguments> badTables() {
        return Stream.of(
                arguments("", "is empty"),
                arguments("# only a comment\n", "is empty"),
                arguments("concurrency,throughput\n", "has no line after its names"),
                arguments(
                        "concurrency,rate\n1,2\n",
                        "no column 'throughput' among concurrency, rate; valid: concurrency and throughput"),
                arguments("n,throughput\n1,2\n", "no column 'concurrency' among n, throughput"),
                arguments(
                        "concurrency,throughput\n1,10\n2,fast\n",
                        "line 3, column 'throughput': 'fast' is not a number; valid: a number above 0"),
                arguments("# c\nconcurrency,throughput\n\n1,0\n", "line 4, column 'throughput': '0' is not above 0"),
                arguments("concurrency,throughput\n-1,10\n", "line 2, column 'concurrency': '-1' is not above 0"),
                arguments("concurrency,throughput\n0,10\n", "line 2, column 'concurrency': '0' is not above 0"),
                arguments(
                        "concurrency,throughput\n1,NaN\n",
                        "line 2, column 'throughput': 'NaN' is not above 0 and finite"),
                arguments("concurrency,throughput\n1,Infinity\n", "'Infinity' is not above 0 and finite"),
                arguments("concurrency,throughput\n1\n", "line 2, column 'throughput': '' is not a number"),
                arguments(
                        "concurrency;throughput\n1;2,5\n",
                        "line 2, column 'throughput': '2,5' is not a number; valid: a number above 0 with a decimal point"),
                arguments("concurrency,throughput,latency\n1,10,x\n", "line 2, column 'latency': 'x' is not a number"),
                arguments(
                        "concurrency,throughput\n1,10\n2,19\n",
                        "no fit: only 2 distinct values of concurrency (1, 2), at least 6 needed"),
                arguments(
                        "concurrency,throughput\n4,1\n4,2\n4,3\n4,4\n4,5\n4,6\n4,7\n",
                        "no fit: only 1 distinct value of concurrency (4), at least 6 needed"),
                arguments("concurrency,throughput\n\"1,10\n", "cannot be read as a table"));
    }

    @ParameterizedTest
    @MethodSource("badTables")
    void refusesBadTables(String text, String message) throws IOException {
        Path table = table(text);
        assertThat(fit(table)).isEqualTo(2);
        assertThat(err).contains(table.toString(), message);
        assertThat(out).isEmpty();
    }

    @Test
    void refusesBadOptions() throws IOException {
        Path table = table(GOOD);
        assertThat(fit(table, "--what-if", "0")).isEqualTo(2);
        assertThat(err).contains("--what-if 0.0", "valid: above 0");
        assertThat(fit(table, "--latency-unit", "min")).isEqualTo(2);
        assertThat(fit(folder.resolve("none.csv"))).isEqualTo(2);
        assertThat(err).contains("none.csv: there is no such file");
        assertThat(fit(Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0})))
                .isEqualTo(2);
        assertThat(err).contains("is in UTF-16; valid: a file in UTF-8");
        assertThat(execute(List.of("capacity"))).isEqualTo(2);
        assertThat(err).contains("capacity needs a command");
    }

    private Path table(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    private int fit(Path table, String... more) {
        List<String> arguments = new ArrayList<>(List.of("capacity", "fit", table.toString()));
        arguments.addAll(List.of(more));
        return execute(arguments);
    }

    private int execute(List<String> arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        CommandLine command =
                Main.commandLine().setOut(new PrintWriter(outText)).setErr(new PrintWriter(errText));
        int status = command.execute(arguments.toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return status;
    }
}
