package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityPlanTest {
    private static Settings settings(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsLoader.load(properties);
    }

    /** B14: 12 steps of 4 × 5 s (the default p99) are 240 s; a p95 of 1 s alone needs 48 s. */
    @ParameterizedTest
    @CsvSource({"239 s, 5 s, true", "240 s, 5 s, false", "47 s, 1 s, true", "48 s, 1 s, false", "30 s, off, false"})
    void aSearchWhoseStepsAreNotMuchLongerThanALimitIsRefused(String longest, String p99, boolean refused) {
        Settings settings = settings(
                "orchestress.capacity.max-duration.quick", longest,
                "orchestress.capacity.slo.p95", "600 ms",
                "orchestress.capacity.slo.p99", p99);
        if (refused) {
            assertThatThrownBy(() -> CapacityPlan.of(settings))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContainingAll(
                            "orchestress.capacity.max-duration.quick = " + longest,
                            "is too short for p99 within " + p99,
                            "a step must last 4 times that, and a search needs 12 steps",
                            "or a shorter limit in orchestress.capacity.slo");
        } else {
            assertThat(CapacityPlan.of(settings).conductor().part().load()).isEqualTo(10);
        }
    }

    @Test
    void everyProfileHasRoomForTheLimitsAsShipped() {
        for (String profile : new String[] {"quick", "standard", "full"}) {
            assertThat(CapacityPlan.of(settings("profile", profile))
                            .plan()
                            .plan()
                            .phases())
                    .as(profile)
                    .hasSize(2);
        }
    }
}
