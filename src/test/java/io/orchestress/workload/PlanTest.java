package io.orchestress.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.config.Settings;
import io.orchestress.config.Settings.PhaseSettings;
import io.orchestress.config.Settings.Profile;
import io.orchestress.config.SettingsLoader;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final Profile FULL = new Profile("full", Duration.ofDays(1), 1, 0);

    /** 0–10 s ramp 0→40, 10–15 s hold, 15–18 s at 100 after a jump, 18–20 s cooldown, 20–24 s ramp 0→8. */
    private static final Plan PLAN = Plan.of(
            "test", List.of(phase("up", 40, 10, 5, 0), phase("spike", 100, 0, 3, 2), phase("again", 8, 4, 0, 0)), FULL);

    @ParameterizedTest
    @CsvSource({
        "-0.1, 0",
        "0, 0",
        "2.5, 10",
        "10, 40",
        "14.9, 40",
        "15, 100",
        "17.9, 100",
        "18, 0",
        "19.9, 0",
        "20, 0",
        "21, 2",
        "23, 6",
        "24, 0",
        "99, 0"
    })
    void usersAt(double seconds, double users) {
        assertThat(PLAN.usersAt(seconds)).isCloseTo(users, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "14.999, 0", "15, 1", "19.999, 1", "20, 2", "23.9, 2", "500, 2"})
    void phaseAt(double seconds, int phase) {
        assertThat(PLAN.phaseAt(seconds)).isEqualTo(phase);
    }

    @Test
    void totalSeconds() {
        assertThat(PLAN.totalSeconds()).isEqualTo(24);
    }

    @Test
    void aProfileShrinksDurationsByOneFactorAndUsersByAnother() {
        Plan plan = Plan.of(
                "test",
                List.of(
                        new PhaseSettings(
                                "a", PhaseKind.STEADY, 50, seconds(1), seconds(99), seconds(0), true, true, Map.of()),
                        new PhaseSettings(
                                "b", PhaseKind.STEP, 3, seconds(0), seconds(100), seconds(0), false, true, Map.of()),
                        new PhaseSettings(
                                "c", PhaseKind.STEP, 7, seconds(0), seconds(100), seconds(0), false, false, Map.of())),
                new Profile("tenth", seconds(30), 0.1, 0));

        assertThat(plan.phases())
                .extracting(phase -> (int) phase.users(), Phase::rampSeconds, Phase::holdSeconds, Phase::startSeconds)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(5, 1, 10, 0),
                        org.assertj.core.groups.Tuple.tuple(1, 0, 10, 11),
                        org.assertj.core.groups.Tuple.tuple(7, 0, 10, 21));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smoke",
                "baseline",
                "load",
                "peak",
                "spike",
                "volume",
                "stress",
                "endurance",
                "concurrency",
                "scalability",
                "connections",
                "backend-faults",
                "faults",
                "fairness"
            })
    void quickTakesAboutAMinuteAndStandardAboutTen(String workload) {
        assertThat(plan(workload, "quick").totalSeconds()).isBetween(50, 75);
        assertThat(plan(workload, "standard").totalSeconds()).isLessThanOrEqualTo(605);
    }

    /** 1, 2, 4, 8 as the specification asks, and 3 and 6: the scalability law needs six points. Quick still leaves each step some seconds. */
    @Test
    void scalabilityGrowsInstancesAndLoadAlike() {
        for (String profile : List.of("quick", "full")) {
            Plan plan = plan("scalability", profile);
            List<Phase> steps = plan.phases().stream()
                    .filter(phase -> phase.kind() == PhaseKind.STEP)
                    .toList();
            assertThat(steps)
                    .extracting(phase -> phase.controls().get("instances"))
                    .containsExactly("1", "2", "3", "4", "6", "8");
            double first = steps.get(0).users();
            assertThat(first).isEqualTo(profile.equals("full") ? 100.0 : 20.0);
            assertThat(steps)
                    .extracting(Phase::users)
                    .containsExactly(first, 2 * first, 3 * first, 4 * first, 6 * first, 8 * first);
            assertThat(steps).extracting(Phase::holdSeconds).containsOnly(profile.equals("full") ? 300 : 7);
            assertThat(plan.phases())
                    .filteredOn(Phase::warmUp)
                    .extracting(phase -> phase.controls().get("instances"))
                    .containsExactly("1", "2", "3", "4", "6", "8");
        }
    }

    /** A freeze of 3 s and a death with its restart fit into their phases, and each is followed by a recovery without faults. */
    @Test
    void quickFaultsAreOverWhenTheirRecoveryBegins() {
        List<Phase> phases = plan("faults", "quick").phases();
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            if (phase.kind() == PhaseKind.FAULT) {
                assertThat(phase.warmUp()).as("not judged").isTrue();
                assertThat(phase.holdSeconds())
                        .isGreaterThanOrEqualTo(phase.name().equals("die") ? 6 : 4);
                assertThat(phases.get(i + 1).kind()).isEqualTo(PhaseKind.RECOVERY);
                assertThat(phases.get(i + 1).controls()).containsEntry("fault", "{}");
                assertThat(phases.get(i + 1).holdSeconds()).isGreaterThanOrEqualTo(8);
            }
        }
    }

    @Test
    void theFullSpikeHasTheNumbersOfTheSpecification() {
        assertThat(plan("spike", "full").phases())
                .filteredOn(phase -> phase.kind() == PhaseKind.SPIKE)
                .singleElement()
                .satisfies(spike -> {
                    assertThat(spike.fromUsers()).isEqualTo(100);
                    assertThat(spike.users()).isEqualTo(1000);
                    assertThat(spike.rampSeconds()).isEqualTo(30);
                    assertThat(spike.holdSeconds()).isEqualTo(180);
                });
    }

    @Test
    void phasesMayNeitherOverlapNorLeaveAGap() {
        Phase first = new Phase("a", PhaseKind.STEADY, false, 0, 0, 1, 0, 10, 0, Map.of());
        Phase early = new Phase("b", PhaseKind.STEADY, false, 9, 1, 1, 0, 10, 0, Map.of());

        assertThatThrownBy(() -> new Plan("test", List.of(first, early)))
                .hasMessage("phase b starts at 9 s, not at 10 s");
    }

    /** Five times the users in every phase, for the same time. */
    @Test
    void aLeakRunHasMoreLoadForTheSameTime() {
        Properties properties = new Properties();
        properties.setProperty("profile", "full");
        properties.setProperty("orchestress.endurance.accelerate", "5");
        Settings settings = SettingsLoader.load(properties);
        Plan plan = Plan.of("endurance", settings.workloads().get("endurance"), settings.profile("endurance"));
        Plan usual = plan("endurance", "full");

        assertThat(plan.totalSeconds()).isEqualTo(usual.totalSeconds());
        for (double at : new double[] {100, 400, 3600, 14000}) {
            assertThat(plan.usersAt(at)).isCloseTo(5 * usual.usersAt(at), within(1e-9));
        }
    }

    private static Plan plan(String workload, String profile) {
        Properties properties = new Properties();
        properties.setProperty("profile", profile);
        Settings settings = SettingsLoader.load(properties);
        return Plan.of(workload, settings.workloads().get(workload), settings.profile());
    }

    private static PhaseSettings phase(String name, int users, int ramp, int hold, int cooldown) {
        return new PhaseSettings(
                name, PhaseKind.STEADY, users, seconds(ramp), seconds(hold), seconds(cooldown), false, true, Map.of());
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
