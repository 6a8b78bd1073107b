package io.orchestress.analysis.disturbance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.disturbance.Disturbances.Stretch;
import io.orchestress.record.Disturbance;
import io.orchestress.record.Disturbance.Cause;
import io.orchestress.record.Disturbance.State;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisturbancesTest {
    private static final RunRecord.Target EMBEDDED = new RunRecord.Target("http://127.0.0.1:8080", "rest", true, null);
    private static final RunRecord.Target HERE = new RunRecord.Target("http://127.0.0.1:8080", "rest", false, null);
    private static final RunRecord.Target COMMAND = new RunRecord.Target("process:agent", "process", false, null);
    private static final RunRecord.Target ELSEWHERE =
            new RunRecord.Target("http://agents.example:8080", "rest", false, null);

    private static RunRecord.Environment machine(int cpus, @Nullable Integer machineCpus) {
        return new RunRecord.Environment(
                "Linux",
                "amd64",
                "17",
                cpus,
                1,
                1,
                1,
                0,
                "3",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                machineCpus,
                null);
    }

    private Disturbances disturbances = of(EMBEDDED, 2, 2);

    private static Disturbances of(RunRecord.Target target, int cpus, @Nullable Integer machineCpus) {
        return new Disturbances(
                target,
                machine(cpus, machineCpus),
                Reference.ANALYSIS.injector().disturbance());
    }

    /** Readings come some hundredths after the second. */
    private void read(int second, String subject, String name, double value) {
        disturbances.resource(new ResourceRow(second + 1.08, subject, name, value));
    }

    /** A minute in whose first seconds a figure is another. */
    private void minute(String subject, String name, double usual, int seconds, double there) {
        for (int second = 0; second < 60; second++) {
            read(second, subject, name, second < seconds ? there : usual);
        }
    }

    private void all(String subject, String name, double value) {
        minute(subject, name, value, 0, 0);
    }

    /** Limit 2 %: by the mean, or by more than a tenth of the seconds. */
    @ParameterizedTest(name = "{0} in {1} of 60 s, else {2}: {3}")
    @CsvSource({
        "0.00,  0, 0.000, UNDISTURBED",
        "0.00,  0, 0.019, UNDISTURBED",
        "0.03, 60, 0.000, DISTURBED",
        "0.50,  2, 0.000, UNDISTURBED", // mean 1.67 %
        "0.50,  3, 0.000, DISTURBED", // mean 2.5 %
        "0.03,  6, 0.000, UNDISTURBED", // a tenth
        "0.03,  7, 0.000, DISTURBED",
        "0.98,  1, 0.000, UNDISTURBED" // mean 1.63 %
    })
    void steal(double stolen, int seconds, double usual, State state) {
        minute("host", "steal", usual, seconds, stolen);
        Disturbance disturbance = disturbances.between(0, 60);
        assertThat(disturbance.state()).isEqualTo(state);
        assertThat(disturbance.disturbedSeconds()).isEqualTo(seconds);
        assertThat(disturbance.seconds()).isEqualTo(60);
        assertThat(disturbance.unknown()).containsExactly("run-queue-wait", "background-cpu");
    }

    /** One second of a step of six. */
    @ParameterizedTest(name = "{0} in 1 of 6 s: {1}")
    @CsvSource({"0.03, UNDISTURBED", "0.11, UNDISTURBED", "0.13, DISTURBED"})
    void aShortStep(double stolen, State state) {
        minute("host", "steal", 0, 31, stolen);
        assertThat(disturbances.between(30, 36).state()).isEqualTo(state);
        assertThat(disturbances.between(31, 37).state()).isEqualTo(State.UNDISTURBED);
    }

    /** Who waits while injector and target themselves use 80 % of what they have waits for them. */
    @ParameterizedTest(name = "waits {0}, injector {1}, target {2}: {3}")
    @CsvSource({
        "0.09, 0.2, 0.2, UNDISTURBED",
        "0.30, 0.2, 0.2, DISTURBED",
        "0.30, 0.5, 0.29, DISTURBED",
        "0.30, 0.5, 0.31, UNDISTURBED",
        "0.60, 0.9, 0.05, UNDISTURBED"
    })
    void runQueueWait(double wait, double injector, double target, State state) {
        all("injector", "run-queue-wait", wait);
        all("injector", "cpu", injector);
        all("target", "cpu", target);
        Disturbance disturbance = disturbances.between(0, 60);
        assertThat(disturbance.state()).isEqualTo(state);
        assertThat(disturbance.unknown()).containsExactly("steal", "background-cpu");
    }

    /** A quota of half a CPU, of which 48 hundredths are used, holds it in: nobody else does. */
    @Test
    void whoIsHeldInByAQuotaWasNotDisturbed() {
        all("injector", "cpu-quota", 0.5);
        all("injector", "run-queue-wait", 0.6);
        all("injector", "cpu", 0.24);
        assertThat(disturbances.between(0, 60).state()).isEqualTo(State.UNDISTURBED);
    }

    /** A neighbour on the one CPU of 64 that the injector is pinned to: 1 ÷ 64 of the machine, and half of the injector's time. */
    @Test
    void aNeighbourOnTheSameCpuIsSeenByTheWait() {
        disturbances = of(ELSEWHERE, 1, 64);
        all("host", "cpu", 0.03);
        all("injector", "cpu", 0.5);
        all("injector", "run-queue-wait", 0.45);
        Disturbance disturbance = disturbances.between(0, 60);
        assertThat(disturbance.causes()).extracting(Cause::name).containsExactly("run-queue-wait");
    }

    /** host − (injector + target) × injector's CPUs ÷ machine's CPUs, limit 20 %. */
    @ParameterizedTest(name = "host {0}, injector {1}, target {2}, {3} of {4} CPUs: {5}")
    @CsvSource({
        "0.60, 0.2, 0.21, 2, 2, UNDISTURBED, 0.19",
        "0.62, 0.2, 0.21, 2, 2, DISTURBED, 0.21",
        "0.62, 0.4, 0.42, 2, 4, DISTURBED, 0.21",
        "0.62, 0.2, 0.21, 2, , DISTURBED, 0.21",
        "0.30, 0.3, 0.40, 2, 2, UNDISTURBED, 0"
    })
    void backgroundCpu(
            double host, double injector, double target, int cpus, @Nullable Integer of, State state, double others) {
        disturbances = of(EMBEDDED, cpus, of);
        all("host", "cpu", host);
        all("injector", "cpu", injector);
        all("target", "cpu", target);
        Disturbance disturbance = disturbances.between(0, 60);
        assertThat(disturbance.state()).isEqualTo(state);
        disturbance.causes().forEach(cause -> assertThat(cause.mean()).isEqualTo(others, within(1e-6)));
    }

    @Test
    void aTargetHereThatIsNotWatchedMayBeAllThatOthersUsed() {
        for (RunRecord.Target target : List.of(HERE, COMMAND)) {
            disturbances = of(target, 2, 2);
            all("host", "cpu", 0.95);
            all("injector", "cpu", 0.2);
            all("injector", "run-queue-wait", 0.3);
            Disturbance disturbance = disturbances.between(0, 60);
            assertThat(disturbance.state()).isEqualTo(State.UNDISTURBED);
            assertThat(disturbance.unknown()).containsExactly("steal", "background-cpu");
        }
    }

    @Test
    void aTargetElsewhereUsesNothingHereWhateverItsPageSays() {
        disturbances = of(ELSEWHERE, 2, 2);
        all("host", "cpu", 0.5);
        all("injector", "cpu", 0.2);
        all("target", "cpu", 0.3);
        assertThat(disturbances.between(0, 60).words())
                .isEqualTo(
                        "other processes used 30.0 % of the CPUs (background CPU; mean, limit 20 %, exceeded in 60 of 60 s)");
    }

    @Test
    void aTargetByAnotherNameOfThisMachineIsKnownByItsProcess() {
        disturbances = of(ELSEWHERE, 2, 2);
        disturbances.resource(new ResourceRow(0, "target", "pid", 4711));
        all("host", "cpu", 0.5);
        all("injector", "cpu", 0.2);
        all("target", "cpu", 0.3);
        assertThat(disturbances.between(0, 60).state()).isEqualTo(State.UNDISTURBED);
    }

    @Test
    void nothingReadIsNotUndisturbed() {
        Disturbance disturbance = disturbances.between(0, 60);
        assertThat(disturbance.state()).isEqualTo(State.UNKNOWN);
        assertThat(disturbance.unknown()).containsExactly("steal", "run-queue-wait", "background-cpu");
    }

    /** Whoever takes the machine away takes it from the reader, too. */
    @ParameterizedTest(name = "{0} of 60 s with {1}: {2}")
    @CsvSource({"29, 0, UNKNOWN", "30, 0, UNDISTURBED", "29, 0.5, DISTURBED"})
    void readSeldom(int seconds, double steal, State state) {
        for (int second = 0; second < seconds; second++) {
            read(2 * second, "host", "steal", steal);
        }
        assertThat(disturbances.between(0, 60).state()).isEqualTo(state);
    }

    @Test
    void itIsBlindToWhatTheTargetAndTheLoadDo() {
        all("host", "steal", 0);
        all("injector", "loop-lag", 3);
        all("injector", "late-starts", 100);
        all("injector", "gc-pause", 0.9);
        all("target", "queue-depth", 1e6);
        assertThat(disturbances.between(0, 60).state()).isEqualTo(State.UNDISTURBED);
    }

    @Test
    void onlyTheStretchesAreLookedAtAndTheWorstCauseComesFirst() {
        minute("host", "steal", 0.5, 10, 0.04);
        minute("injector", "run-queue-wait", 0, 10, 0.9);
        assertThat(disturbances
                        .of(List.of(new Stretch(0, 5), new Stretch(5, 10)))
                        .causes())
                .extracting(Cause::words)
                .containsExactly(
                        "the load generator waited for a CPU 90.0 % of the time (run-queue wait; mean, limit 10 %, exceeded in 10 of 10 s)",
                        "the hypervisor gave 4.00 % of the CPUs to other machines (steal; mean, limit 2 %, exceeded in 10 of 10 s)");
    }

    @Test
    void whatIsDatedToASecondMayComeOfItsNeighbours() {
        minute("host", "steal", 0, 10, 0.5);
        assertThat(disturbances.isNear(10.02)).isTrue();
        assertThat(disturbances.isNear(11.02)).isTrue();
        assertThat(disturbances.isNear(12.02)).isFalse();
        assertThat(disturbances.isNear(500)).isFalse();
    }

    @Test
    void aWeekIsTwelveMegabytes() {
        disturbances.resource(new ResourceRow(604_800, "host", "steal", 0.5));
        assertThat(disturbances.between(604_799, 604_800).isDisturbed()).isTrue();
    }
}
