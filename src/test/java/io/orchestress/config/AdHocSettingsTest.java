package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.AdHocLoad;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdHocSettingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "users=20 duration=30s,                                    CLOSED, 20,    30",
        "--users=20 --duration=30s,                                CLOSED, 20,    30",
        "orchestress.ad-hoc.users=20 orchestress.ad-hoc.duration=30s, CLOSED, 20, 30",
        "users=1 duration=1s,                                      CLOSED, 1,     1",
        "users=1000000 duration=365d,                              CLOSED, 1e6,   31536000",
        "users=20,                                                 CLOSED, 20,    60",
        "rate=50,                                                  OPEN,   50,    60",
        "rate=50 duration=2m,                                      OPEN,   50,    120",
        "rate=50/s duration=1m30s,                                 OPEN,   50,    90",
        "rate=50/1s duration=30s,                                  OPEN,   50,    30",
        "rate=3000/min duration=30s,                               OPEN,   50,    30",
        "rate=90/m duration=30s,                                   OPEN,   1.5,   30",
        "rate=900/h duration=1h,                                   OPEN,   0.25,  3600",
        "rate=0.5 duration=30s,                                    OPEN,   0.5,   30",
        "--rate=50 --duration=5min,                                OPEN,   50,    300",
        // The same by two names is one thing.
        "users=20 orchestress.ad-hoc.users=20 --users=20,          CLOSED, 20,    60",
        // A file that many runs have says how their users are paced.
        "rate=50 config=FILE,                                      OPEN,   50,    60",
        "users=20 config=FILE,                                     CLOSED, 20,    60",
    })
    void isDrivenAsItWasAskedForByAnySimulationThatOnlySendsLoad(
            String given, LoadModel model, double load, int seconds) throws IOException {
        for (String profile : new String[] {"quick", "full"}) {
            Settings settings = load(given + " profile=" + profile);

            for (String own : new String[] {"ad-hoc", "spike", "load", "stress", "connections", "smoke"}) {
                assertThat(settings.driven(own)).isEqualTo("ad-hoc");
            }
            Plan plan = Plan.of("ad-hoc", settings.workloads().get("ad-hoc"), settings.profile("ad-hoc"));
            assertThat(plan.phases()).singleElement().satisfies(phase -> {
                assertThat(phase.kind()).isEqualTo(PhaseKind.STEADY);
                assertThat(phase.warmUp()).isFalse();
                assertThat(phase.rampSeconds()).isZero();
                assertThat(phase.endSeconds()).isEqualTo(seconds);
                double perUser = model == LoadModel.CLOSED
                        ? 1
                        : 1000.0 / settings.load().pace().toMillis();
                assertThat(phase.users() * perUser).isEqualTo(load);
            });
            assertThat(settings.load().model()).isEqualTo(model);
            assertThat(settings.effective()).containsEntry("load.model", model.configName());
        }
    }

    /** Each names what was given as it was written, and what would be valid. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users=0                       | -Dusers: orchestress.ad-hoc.users = 0: must be from 1 to 1000000",
                "--users=0                     | --users: orchestress.ad-hoc.users = 0: must be from 1 to 1000000",
                "users=-1                      | -Dusers: orchestress.ad-hoc.users = -1: must be from 1 to 1000000",
                "users=abc                     | -Dusers: orchestress.ad-hoc.users = abc: expected a number from 1 to 1000000",
                "users=1e9                     | -Dusers: orchestress.ad-hoc.users = 1e9: must be from 1 to 1000000",
                "users=20d                     | expected a number from 1 to 1000000",
                "users=0x14                    | expected a number from 1 to 1000000",
                "users=2.5                     | expected a whole number",
                "users=NaN                     | expected a number from 1 to 1000000",
                "users=                        | expected a number from 1 to 1000000",
                "users=20/s                    | expected a number from 1 to 1000000",
                "orchestress.ad-hoc.users=0    | -Dorchestress.ad-hoc.users: orchestress.ad-hoc.users = 0: must be from 1",
                "rate=abc                      | -Drate: orchestress.ad-hoc.rate = abc: expected a rate such as \"100/s\"; units: /s, /min, /h, or none",
                "--rate=abc                    | --rate: orchestress.ad-hoc.rate = abc: expected a rate such as",
                "rate=0                        | -Drate: orchestress.ad-hoc.rate = 0: must be above 0/s, and at most 1000000/s",
                "rate=-5/s                     | must be above 0/s, and at most 1000000/s",
                "rate=1e9                      | must be above 0/s, and at most 1000000/s",
                "rate=50/d                     | expected a rate such as",
                "rate=NaN                      | expected a rate such as",
                "rate=                         | expected a rate such as",
                "rate=1/h duration=30s         | is less than one arrival in 30 s",
                "users=20 rate=50              | -Drate: orchestress.ad-hoc.rate = 50: is given beside -Dusers = 20",
                "--users=20 rate=50            | -Drate: orchestress.ad-hoc.rate = 50: is given beside --users = 20",
                "duration=30s                  | -Dduration: orchestress.ad-hoc.duration = 30s: is the time of an ad-hoc load, and there is none; valid: users",
                "--duration=1min               | --duration: orchestress.ad-hoc.duration = 1min: is the time of an ad-hoc load",
                "users=20 duration=0           | -Dduration: orchestress.ad-hoc.duration = 0: a duration needs its unit",
                "users=20 duration=0s          | must be at least 1 s",
                "users=20 duration=30          | a duration needs its unit, for example \"30 s\"",
                "users=20 duration=-5s         | must be at least 1 s",
                "users=20 duration=500ms       | must be at least 1 s",
                "users=20 duration=1500ms      | phases take whole seconds",
                "users=20 duration=abc         | expected a duration such as",
                "users=20 duration=            | expected a duration such as",
                "users=20 duration=366d        | must be at most 365 d",
                "users=20 duration=1e9h        | is longer than 3650 d",
                "users=20 orchestress.ad-hoc.users=30 | -Dusers: orchestress.ad-hoc.users = 20: is given another value by -Dorchestress.ad-hoc.users; valid: one of the two",
                "users=20 --users=30           | orchestress.ad-hoc.users = 20: is given another value by --users",
                "config=a.conf --config=b.conf | --config: config = b.conf: is given another value by -Dconfig; valid: one of the two",
                "users=20 orchestress.load.model=open   | contradicts -Dusers, which is a load of the closed model",
                "rate=20 orchestress.load.model=closed  | contradicts -Drate, which is a load of the open model",
                "rate=20 orchestress.load.pace=2s       | is of no use beside -Drate",
                "rate=20 orchestress.load.pace=0s       | is of no use beside -Drate",
                "users=20 orchestress.duel.baseline=embedded orchestress.duel.candidate=embedded | -Dusers: orchestress.ad-hoc.users = 20: a duel is made of short runs",
                "user=20                       | -Duser: user: is not a setting; valid: -Dusers",
                "vus=20                        | is not a setting; valid: -Dusers",
                "rps=20                        | is not a setting; valid: -Drate",
                "durations=20s                 | is not a setting; valid: -Dduration",
            })
    void refuses(String given, String message) {
        assertThat(refused(given)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users=20   | capacity    | -Dusers: orchestress.ad-hoc.users = 20: an ad-hoc load cannot replace workload 'capacity': it searches for the load itself",
                "--rate=50  | capacity    | --rate: orchestress.ad-hoc.rate = 50: an ad-hoc load cannot replace workload 'capacity'",
                "users=20   | scalability | its phases set controls of the target; valid: AdHocTest, or this simulation without users, rate and duration",
                "users=20   | faults      | its phases break the target and watch it recover",
                "users=20   | endurance   | it looks for growth between a warm-up and a cooldown",
                "users=20   | volume      | ''",
                "profile=full | ad-hoc    | no load is given, and this simulation has no phases of its own; valid: users from 1 to 1,000,000",
            })
    void cannotTakeThePlaceOfWhatIsMoreThanLoad(String given, String workload, String message) throws IOException {
        Settings settings = load(given);
        InvalidConfigException refused =
                catchThrowableOfType(InvalidConfigException.class, () -> settings.driven(workload));
        if (message.isEmpty()) {
            assertThat(refused).isNull();
        } else {
            assertThat(refused).hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spike", "load", "capacity", "endurance"})
    void withoutOneASimulationDrivesItsOwn(String workload) throws IOException {
        assertThat(load("profile=quick").driven(workload)).isEqualTo(workload);
    }

    @Test
    void noOtherWorkloadHasItsName() throws IOException {
        Path file = Files.writeString(
                folder.resolve("own.conf"),
                "orchestress.workloads.ad-hoc { phases = [{ kind = steady, users = 1, hold = 1 s }] }");

        assertThat(refused("config=" + file))
                .hasMessageContaining("own.conf: 1: orchestress.workloads.ad-hoc: is the name of a load by"
                        + " orchestress.ad-hoc; valid: any other name");
    }

    @ParameterizedTest
    @CsvSource({
        "CLOSED, 1, 30, 1 user at a time for 30 s",
        "CLOSED, 2000, 90, '2,000 users at a time for 1 min 30 s'",
        "OPEN, 0.5, 3600, 0.5 arrivals/s for 1 h",
    })
    void words(LoadModel model, double load, int seconds, String words) {
        assertThat(new AdHocLoad(model, load, Duration.ofSeconds(seconds)).words())
                .isEqualTo(words);
    }

    private InvalidConfigException refused(String given) {
        InvalidConfigException refused = catchThrowableOfType(InvalidConfigException.class, () -> load(given));
        assertThat(refused).as(given).isNotNull();
        return refused;
    }

    private Settings load(String given) throws IOException {
        Properties properties = new Properties();
        for (String setting : given.split(" +")) {
            String[] parts = setting.split("=", 2);
            properties.setProperty(
                    parts[0],
                    parts[1].equals("FILE")
                            ? Files.writeString(folder.resolve("pace.conf"), "orchestress.load.pace = 250 ms")
                                    .toString()
                            : parts[1]);
        }
        return SettingsLoader.load(properties);
    }
}
