package io.orchestress.gatling.leave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.backend.law.Law;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.gatling.leave.Leavers.Leave;
import io.orchestress.gatling.leave.LeavingSettings.Way;
import io.orchestress.sut.embedded.ServiceLaw;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaversTest {
    private static LeavingSettings read(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty("orchestress.leaving." + keysAndValues[i], keysAndValues[i + 1]);
        }
        Settings settings = SettingsLoader.load(properties);
        return settings.part(LeavingSettings.class);
    }

    @Test
    void nobodyLeavesByDefault() {
        assertThat(read().isOn()).isFalse();
        assertThat(LongStream.rangeClosed(1, 1_000).filter(new Leavers(read(), 7)::leaves))
                .isEmpty();
    }

    /** As long as the longest task took, within bounds; without any, as long as a request may take. */
    @ParameterizedTest(name = "longest {0} s, timeout {1} s, set {2} s: {3} s")
    @CsvSource(nullValues = "-", textBlock = """
            5,   60,  -,   12
            40,  60,  -,   40
            0,   60,  -,   60
            0,   5,   -,   12
            900, 900, -,   300
            900, 900, 600, 600
            40,  60,  0,   0
            """)
    void theTargetIsObservedAsLongAsWorkMayGoOn(long longest, long timeout, @Nullable Long set, long seconds) {
        LeavingSettings settings = new LeavingSettings(
                0.5, Way.DROP, new Law.Fixed(1), false, Optional.ofNullable(set).map(Duration::ofSeconds));
        assertThat(settings.observed(Duration.ofSeconds(longest), Duration.ofSeconds(timeout)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"10 %,0.1", "0.25,0.25", "90 %,0.9", "0,0"})
    void aShareMayHaveItsUnit(String written, double share) {
        assertThat(read("share", written).share()).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(strings = {"110 %", "1.1", "-1 %", "95 %", "many", ""})
    void aShareThatIsNoneIsRefused(String written) {
        assertThatThrownBy(() -> read("share", written))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("orchestress.leaving.share")
                .hasMessageContaining("expected a share from 0 % to 90 %");
    }

    @ParameterizedTest
    @CsvSource({"after,soon", "after,0 %", "by,slam", "observe,soon", "observe,-1 s"})
    void whatElseIsWrongIsRefused(String key, String written) {
        assertThatThrownBy(() -> read(key, written))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("orchestress.leaving." + key);
    }

    /** Of any n users in a row n × share, to one; the first one stays. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 0.33, 0.5, 0.9})
    void theShareHoldsOfAnyUsersInARow(double share) {
        for (long seed = 1; seed <= 50; seed++) {
            Leavers leavers =
                    new Leavers(new LeavingSettings(share, Way.DROP, new Law.Fixed(1), false, Optional.empty()), seed);
            assertThat(leavers.leaves(1)).as("seed %d", seed).isFalse();
            for (long from : new long[] {1, 2, 17, 1_001}) {
                long leaving = LongStream.range(from, from + 100)
                        .filter(leavers::leaves)
                        .count();
                assertThat((double) leaving).isCloseTo(100 * share, within(1.0));
            }
        }
    }

    @Test
    void whoLeavesWhenAndHowIsThatOfTheSeed() {
        LeavingSettings settings = new LeavingSettings(
                0.5, Way.BOTH, new Law.Spread(ServiceLaw.EXPONENTIAL, 1e9, 0), false, Optional.empty());
        Leavers one = new Leavers(settings, 11);
        Leavers same = new Leavers(settings, 11);
        long cancels = 0;
        double sum = 0;
        for (int task = 0; task < 10_000; task++) {
            Leave leave = one.leave(3, task, "any").orElseThrow();
            assertThat(same.leave(3, task, "other")).contains(leave);
            cancels += leave.cancels() ? 1 : 0;
            sum += leave.afterNanos();
        }
        assertThat((double) cancels).as("half of them cancel, 4 σ").isCloseTo(5_000, within(200.0));
        assertThat(sum / 10_000).as("mean, 4 σ").isCloseTo(1e9, within(4e7));
    }

    @Test
    void aShareOfATaskIsOfTheMeanOfThoseWhoStay() {
        Leavers leavers =
                new Leavers(new LeavingSettings(0.5, Way.CANCEL, new Law.Fixed(0.5), true, Optional.empty()), 1);
        assertThat(leavers.leave(1, 0, "run"))
                .as("how long it takes is not known yet")
                .isEmpty();
        leavers.took("run", 1_000);
        leavers.took("run", 3_000);
        leavers.took("walk", 9_000);
        assertThat(leavers.leave(1, 0, "run")).contains(new Leave(1_000, true));
    }
}
