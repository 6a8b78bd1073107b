package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.Disturbance;
import io.orchestress.record.Disturbance.Cause;
import io.orchestress.record.Disturbance.State;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionTest {
    private static final String SIMULATION = "load.SpikeTest";

    @TempDir
    private Path folder;

    private RunRecord run(RunStatus status, String workload, Outcome health, State state) {
        SyntheticRecord record = new SyntheticRecord(1)
                .workload(workload)
                .status(status)
                .runId("spiketest-20260301-100000-000")
                .phase("steady", "steady", 5, 1);
        List<Cause> causes =
                state == State.DISTURBED ? List.of(new Cause("steal", 20, 60, 0.167, 0.5, 0.02)) : List.of();
        return RecordReader.open(record.writeTo(folder), RecordReader.Writer.GONE)
                .run()
                .withInjector(new InjectorHealth(
                        health,
                        0.2,
                        900.0,
                        0.0,
                        3.0,
                        50,
                        100,
                        0,
                        List.of("late"),
                        new InjectorHealth.Broken("loop-lag", 900, 100, "ms"),
                        null,
                        new Disturbance(state, 20, 60, causes, List.of()),
                        List.of(),
                        null));
    }

    private static Settings settings(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsLoader.load(properties);
    }

    private static Settings allowing(int times) {
        return settings("orchestress.injector.repeat-disturbed", Integer.toString(times));
    }

    /** However late the injector was, and however the run ended: only the machine decides, and as often as was asked for. */
    @ParameterizedTest(name = "{4} allowed, {0} {1}, injector {2}, {3}: repeated {5}")
    @CsvSource({
        "COMPLETED, spike, PASS, DISTURBED, 1, true",
        "COMPLETED, spike, FAIL, DISTURBED, 1, true",
        "COMPLETED, spike, FAIL, DISTURBED, 0, false",
        "COMPLETED, spike, FAIL, UNDISTURBED, 1, false",
        "COMPLETED, spike, FAIL, UNKNOWN, 1, false",
        "ABORTED, spike, PASS, DISTURBED, 1, true",
        "ABORTED, spike, FAIL, UNDISTURBED, 1, false",
        "INTERRUPTED, spike, FAIL, DISTURBED, 1, false",
        "COMPLETED, capacity, FAIL, DISTURBED, 1, false"
    })
    void isDue(RunStatus status, String workload, Outcome health, State state, int allowed, boolean due) {
        RunRecord run = run(status, workload, health, state);
        assertThat(Repetition.of(run, SIMULATION, allowing(allowed)).isPresent())
                .isEqualTo(due);
    }

    @Test
    void noRecordIsNotRepeated() {
        assertThat(Repetition.of(null, SIMULATION, allowing(1))).isEmpty();
    }

    @Test
    void itIsTheSameRunWithOneRepetitionLess() {
        Repetition repetition = Repetition.of(
                        run(RunStatus.COMPLETED, "spike", Outcome.FAIL, State.DISTURBED), SIMULATION, allowing(2))
                .orElseThrow();
        assertThat(repetition.command(
                        Path.of("bin", "java"),
                        List.of(
                                "-Xmx1g",
                                "-Dtarget=http://127.0.0.1:1",
                                "-Dorchestress.injector.repeat-disturbed=2",
                                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005"),
                        "a:b",
                        "io.orchestress.gatling.RunMain -s load.SpikeTest -rf /var/run-of-maven/gatling"))
                .containsExactly(
                        Path.of("bin", "java").toString(),
                        "-Xmx1g",
                        "-Dtarget=http://127.0.0.1:1",
                        "-Dorchestress.injector.repeat-disturbed=2",
                        "-Dorchestress.injector.repeat-disturbed=1",
                        "-Dorchestress.injector.repeat-of=spiketest-20260301-100000-000",
                        "-cp",
                        "a:b",
                        "io.orchestress.gatling.RunMain",
                        "-s",
                        "load.SpikeTest",
                        "-rf",
                        "/var/run-of-maven/gatling");
        assertThat(repetition.announcement())
                .startsWith("The machine was disturbed: the hypervisor gave 16.7 % of the CPUs to other machines")
                .contains("orchestress.injector.repeat-disturbed", "spiketest-20260301-100000-000");
    }

    @Test
    void mavensForkIsRepeatedByTheSameMeans() {
        Repetition repetition = new Repetition("load.SpikeTest", "a", "results/b", 0, "steal");
        assertThat(repetition.command(
                        Path.of("java"),
                        List.of(),
                        "/var/run-of-maven/gatlingbooter1.jar",
                        "io.gatling.mojo.MainWithArgsInFile io.gatling.app.Gatling /var/run-of-maven/args"))
                .containsExactly(
                        "java",
                        "-Dorchestress.injector.repeat-disturbed=0",
                        "-Dorchestress.injector.repeat-of=a",
                        "-Dorchestress.regression.baseline=results/b",
                        "-cp",
                        "/var/run-of-maven/gatlingbooter1.jar",
                        "io.orchestress.gatling.RunMain",
                        "-s",
                        "load.SpikeTest",
                        "-rf",
                        "target/gatling");
    }

    @Test
    void withoutGatlingsReportItHasNone() {
        assertThat(new Repetition("a", "b", "", 0, "")
                        .command(Path.of("java"), List.of(), "c", "io.gatling.app.Gatling -s a -rf x --no-reports"))
                .endsWith("-rf", "x", "--no-reports");
    }
}
