package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.engine.breaker.BreakerLimits;
import io.orchestress.metrics.TimeSource;
import io.orchestress.monitoring.ResourceWatch;
import io.orchestress.record.ResourceRow;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("slow")
class MonitoringPlanTest {
    private static Settings settings(String... keyValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keyValues.length; i += 2) {
            properties.setProperty(keyValues[i], keyValues[i + 1]);
        }
        return SettingsLoader.load(properties);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            resources.prometheus | [{url="http://127.0.0.1/m",metrics{queue="a"}}]   | unknown metric 'queue'
            resources.prometheus | [{url="http://127.0.0.1/m",metrics{read="a"}}]    | unknown metric 'read'
            resources.prometheus | [{url="http://127.0.0.1/m",metrics{x-="a"}}]      | unknown metric 'x-'
            resources.prometheus | [{url="http://127.0.0.1/m",metrics{cpu="a{"}}]    | expected the name of a label
            resources.prometheus | [{url="http://127.0.0.1/m",authorization-from=NO_SUCH_VARIABLE,metrics{cpu="a"}}] | not set
            breaker.resources    | {"target.cup" = 1}                                | unknown metric 'target.cup'
            breaker.resources    | {"gate.cpu" = 1}                                  | unknown metric 'gate.cpu'
            breaker.resources    | {"target.rss" = 5}                                | a size needs its unit, for example "5 MB"
            breaker.resources    | {"target.cpu" = "98 MB"}                          | expected a share such as "1 %"; units: %, or none
            """)
    void refusesBeforeAnythingIsStarted(String key, String value, String why) {
        assertThatThrownBy(() -> MonitoringPlan.check(settings("orchestress." + key, value)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aLimitOfWhatIsNotReadIsRefused() {
        assertThatThrownBy(() -> settings(
                        "orchestress.breaker.resources.host.cpu", "90 %", "orchestress.resources.enabled", "false"))
                .hasMessageContaining("not measured");
        assertThat(settings("orchestress.breaker.resources.target.rss", "2 GB")
                        .part(BreakerLimits.class)
                        .breaker(false))
                .isPresent();
    }

    @Test
    void aLimitThatCouldNeverTripIsRefused() {
        assertThatThrownBy(() -> settings(
                        "orchestress.breaker.resources.target.rss", "2 GB", "orchestress.breaker.window", "3 s"))
                .hasMessageContaining(
                        "min-readings = 5: a window of 3 s has 3 readings, one per second, so that no limit of"
                                + " breaker.resources would ever trip; valid: 1 to 3, or a longer breaker.window");
        assertThat(settings("orchestress.breaker.resources.target.rss", "2 GB", "orchestress.breaker.window", "5 s"))
                .isNotNull();
        assertThat(settings("orchestress.breaker.window", "3 s")).isNotNull();
    }

    /** The embedded orchestrator within limits, and what it says of itself without being asked to be watched. */
    @Test
    void theEmbeddedOrchestratorIsWatchedWithoutSettingAnything() throws Exception {
        Settings settings = settings(
                "orchestress.embedded.limits.cpus", "0",
                "orchestress.embedded.limits.memory", "256 MiB",
                "orchestress.embedded.limits.bandwidth", "1 MB/s");
        long zero = TimeSource.SYSTEM.nanos();
        try (TargetSession target = TargetSession.open(settings, Duration.ZERO, Optional.empty(), TimeSource.SYSTEM);
                ResourceWatch watch = ResourceWatch.open(
                        MonitoringPlan.plan(settings, target),
                        2,
                        () -> TimeSource.SYSTEM.nanos() - zero,
                        TimeSource.SYSTEM::now,
                        System.err::println)) {
            assertThat(target.described().limits())
                    .anySatisfy(limit -> assertThat(limit).startsWith("CPUs "))
                    .anySatisfy(limit -> assertThat(limit).startsWith("heap up to 192 MiB"))
                    .anySatisfy(limit -> assertThat(limit).startsWith("1000000 B/s"));
            watch.start();
            Set<String> read = new TreeSet<>();
            while (!read.contains("target.gc-pause") || !read.contains("target.cpu")) {
                watch.take().stream().map(MonitoringPlanTest::figure).forEach(read::add);
                LockSupport.parkNanos(50_000_000);
            }
            assertThat(read)
                    .contains(
                            "target.queue-depth",
                            "target.active-agents",
                            "target.sessions",
                            "target.pool-use",
                            "target.connections",
                            "target.heap",
                            "target.heap-max",
                            "target.gc-count",
                            "target.rss",
                            "host.cpu",
                            "loopback.network-in",
                            "the embedded orchestrator's metrics page.read");
        }
    }

    private static String figure(ResourceRow row) {
        return row.subject() + "." + row.name();
    }
}
