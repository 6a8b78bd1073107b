package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCommandTest {
    private static final Pattern WORKLOAD = Pattern.compile("super\\(\"([a-z-]+)\"");

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    /** Worked by hand: the workload lasts 570 s, so that quick has f = 60 ÷ 570 and standard 1; users × 0.2, 0.5, 1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quick | spike spike 200 3 s 19 s – 0:22 0:44 | Total 1 min, at most 200 users.",
                "standard | spike spike 500 30 s 3 min – 3:30 7:00 | Total 9 min 30 s, at most 500 users.",
                "full | spike spike 1,000 30 s 3 min – 3:30 7:00 | Total 9 min 30 s, at most 1,000 users."
            })
    void phasesAreScaledByTheProfile(String profile, String spike, String total) {
        assertThat(plan("SpikeTest", "-Dprofile=" + profile)).isZero();
        assertThat(out.lines().map(line -> line.replaceAll(" +", " "))).contains(spike);
        assertThat(out).contains("workload spike · profile " + profile + " · closed model, pace 1 s", total);
    }

    @Test
    void theOpenModelPlansArrivals() {
        assertThat(plan("spike", "-Dorchestress.load.model=open", "-Dorchestress.load.pace=500 ms"))
                .isZero();
        assertThat(out).contains("arrivals/s", "at most 400 arrivals/s");
    }

    @Test
    void jsonHasUnitsInItsNames() throws IOException {
        assertThat(plan("FaultTest", "--json", "-Dprofile=full")).isZero();
        JsonNode plan = new ObjectMapper().readTree(out);
        assertThat(plan.path("workload").asText()).isEqualTo("faults");
        assertThat(plan.path("totalSeconds").asInt()).isEqualTo(300);
        assertThat(plan.path("phases").path(0).path("warmUp").asBoolean()).isTrue();
        assertThat(plan.path("phases").path(2).path("kind").asText()).isEqualTo("fault");
        assertThat(plan.path("phases").path(2).path("startSeconds").asInt()).isEqualTo(80);
        assertThat(plan.path("phases").path(2).path("endSeconds").asInt()).isEqualTo(100);
    }

    @Test
    void withABackendItsFaultsArePlanned() throws IOException {
        assertThat(plan("FaultTest", "--json", "-Dorchestress.backend.enabled=true"))
                .isZero();
        assertThat(new ObjectMapper().readTree(out).path("workload").asText()).isEqualTo("backend-faults");
    }

    @Test
    void aSearchHasNoPlanButBounds() throws IOException {
        assertThat(plan("CapacityTest", "-Dprofile=standard")).isZero();
        assertThat(out).contains("chosen during the run: from 10 arrivals/s", "for at most 10 min");
        assertThat(plan("CapacityTest", "--json")).isZero();
        JsonNode plan = new ObjectMapper().readTree(out);
        assertThat(plan.path("searched").asBoolean()).isTrue();
        assertThat(plan.path("totalSeconds").asInt()).isEqualTo(240);
        assertThat(plan.path("phases")).isEmpty();
    }

    /** Endurance alone is accelerated. */
    @Test
    void endurancesLoadIsMultiplied() {
        assertThat(plan("EnduranceTest", "-Dprofile=full", "-Dorchestress.endurance.accelerate=5"))
                .isZero();
        assertThat(out).contains("at most 500 users");
        assertThat(plan("LoadTest", "-Dprofile=full", "-Dorchestress.endurance.accelerate=5"))
                .isZero();
        assertThat(out).contains("at most 100 users");
    }

    @Test
    void aWorkloadOfAFileHasAPlan() throws IOException {
        Path file = Files.writeString(
                folder.resolve("my.conf"),
                "orchestress.workloads.lunch.phases = [ { kind = steady, users = 10, hold = 30 s } ]");
        assertThat(plan("lunch", "-Dconfig=" + file)).isZero();
        assertThat(plan("load.LunchTest", "-Dconfig=" + file)).isZero();
        assertThat(out).contains("workload lunch", "Total 30 s, at most 2 users.");
    }

    static Stream<Path> simulations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("simulations", "load"))) {
            return files
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith("AdHocTest.java"))
                    .toList()
                    .stream();
        }
    }

    /** The name of a simulation leads to the workload that it really drives. */
    @ParameterizedTest
    @MethodSource("simulations")
    void everySimulationHasItsPlan(Path file) throws IOException {
        Matcher driven = WORKLOAD.matcher(Files.readString(file));
        String expected = driven.find() ? driven.group(1) : "capacity";
        String name = file.getFileName().toString().replace(".java", "");
        assertThat(plan(name, "--json")).isZero();
        assertThat(new ObjectMapper().readTree(out).path("workload").asText()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-Dusers=20, CLOSED, 20, 'closed model, pace 1 s', 'Total 30 s, at most 20 users.'",
        "-Drate=3000/min, OPEN, 50, 'open model\n', 'Total 30 s, at most 50 arrivals/s.'",
    })
    void anAdHocLoadIsThePlanOfASimulationThatOnlySendsLoad(
            String load, String model, double most, String head, String total) throws IOException {
        for (String simulation : List.of("AdHocTest", "SpikeTest")) {
            assertThat(plan(simulation, load, "-Dduration=30s", "--json")).isZero();
            JsonNode planned = new ObjectMapper().readTree(out);
            assertThat(planned.path("workload").asText()).isEqualTo("ad-hoc");
            assertThat(planned.path("model").asText()).isEqualToIgnoringCase(model);
            assertThat(planned.path("maxLoad").asDouble()).isEqualTo(most);
            assertThat(planned.path("totalSeconds").asInt()).isEqualTo(30);
            assertThat(plan(simulation, load, "-Dduration=30s")).isZero();
            assertThat(out).contains(head.translateEscapes(), total);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AdHocTest, -Dprofile=full, no load is given",
        "CapacityTest, -Dusers=20, it searches for the load itself",
        "FaultTest, -Drate=20, its phases break the target",
    })
    void aLoadThatIsMissingOrOutOfPlaceEndsWithTwo(String simulation, String setting, String said) {
        assertThat(plan(simulation, setting)).isEqualTo(2);
        assertThat(err).contains(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nothing", "SpikesTest", "../spike", ""})
    void whatHasNoWorkloadEndsWithTwo(String name) {
        assertThat(plan(name)).isEqualTo(2);
        assertThat(out).isEmpty();
        assertThat(err).contains("no workload belongs to '" + name + "'", "smoke, spike, stress");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dprofile=none", "-Dprofil=full", "-Dorchestress.load.pace=7", "-Dconfig=nowhere.conf"})
    void aConfigurationThatCannotBeUsedEndsWithTwo(String setting) {
        assertThat(plan("SpikeTest", setting)).isEqualTo(2);
        assertThat(out).isEmpty();
        assertThat(err).isNotEmpty();
    }

    private int plan(String... arguments) {
        StringWriter printed = new StringWriter();
        StringWriter wrong = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(wrong))
                .execute(Stream.concat(Stream.of("plan"), Stream.of(arguments)).toArray(String[]::new));
        out = printed.toString();
        err = wrong.toString();
        return exit;
    }
}
