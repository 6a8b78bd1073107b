package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.TenantSettings.Tenant;
import io.orchestress.workload.kind.WorkloadSize;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantSettingsTest {
    private static final String LOAD = "orchestress.workloads.load.tenants";
    private static final String QUIET = "orchestress.workloads.fairness.tenants.quiet";

    @Test
    void fairnessHasAQuietAndANoisyOne() {
        Settings settings = SettingsLoader.load(new Properties());
        TenantSettings tenants = settings.part(TenantSettings.class);
        assertThat(tenants.of("fairness"))
                .containsExactly(
                        new Tenant(
                                "noisy",
                                9,
                                Optional.empty(),
                                Map.of("X-Tenant", "noisy"),
                                Map.of(),
                                Optional.empty(),
                                Set.of("together")),
                        new Tenant(
                                "quiet",
                                1,
                                Optional.empty(),
                                Map.of("X-Tenant", "quiet"),
                                Map.of(),
                                Optional.empty(),
                                Set.of()));
        assertThat(tenants.of("load")).isEmpty();
    }

    @Test
    void eachHasItsOwnPaceMixAndFeeder() {
        Settings settings = load(
                LOAD,
                "{ a { pace = 100 ms, task-mix { complex = 3 }, tasks = own.csv }, b { weight = 0.5, headers { Authorization = \"Bearer x\" } } }");
        Tenant a = settings.part(TenantSettings.class).of("load").get(0);
        assertThat(a.pace()).contains(Duration.ofMillis(100));
        assertThat(a.over(settings.taskMix()).weights()).isEqualTo(Map.of(WorkloadSize.COMPLEX, 3.0));
        assertThat(a.over(settings.taskMix()).tasksFile()).isEqualTo("own.csv");
        Tenant b = settings.part(TenantSettings.class).of("load").get(1);
        assertThat(b.over(settings.taskMix())).isEqualTo(settings.taskMix());
        assertThat(b.weight()).isEqualTo(0.5);
        assertThat(settings.effective())
                .containsEntry("workloads.load.tenants.b.headers.Authorization", "(redacted)")
                .containsEntry("workloads.load.tenants.b.weight", "0.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                QUIET + ".weight | 0 | .quiet.weight",
                QUIET + ".weight | -1 | .quiet.weight",
                QUIET + ".weight | NaN | .quiet.weight",
                QUIET + ".weight | 2000000 | .quiet.weight",
                QUIET + ".pace | 1 ms | at least 10 ms",
                QUIET + ".phases | [later] | the workload has no phase 'later'; valid: warm-up, alone, together",
                QUIET + ".phases | [alone] | no tenant sends in phase 'warm-up'",
                QUIET + ".task-mix | {simple = 0} | at least one must be above 0",
                QUIET + ".headers | {X-Tenant = \"a\\nb\"} | is a control character",
                QUIET + ".headers | {\"X Tenant\" = a} | not a valid HTTP header name",
                QUIET + ".headers | {Content-Length = 3} | the connection sets this header itself",
                QUIET + ".wight | 3 | wight",
                LOAD + " | {a {}} | one tenant alone has nobody beside it; valid: from 2 to 16 tenants",
                LOAD + " | {a {}, A {}} | in capital letters only",
                LOAD + " | {\"a b\" {}, c {}} | a tenant's name has from 1 to 40",
                LOAD
                        + " | {a {}, b {}, c {}, d {}, e {}, f {}, g {}, h {}, i {}, j {}, k {}, l {}, m {}, n {}, o {}, p {}, q {}} | 17 tenants; valid: from 2 to 16",
                LOAD + " | {a = 3, b {}} | expected an object",
            })
    void whatCannotBeIsRefused(String key, String value, String words) {
        assertThatThrownBy(() -> load(key, value))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(words);
    }

    @Test
    void inTheOpenModelATenantNeedsAPace() {
        Properties properties = new Properties();
        properties.setProperty("orchestress.load.model", "open");
        properties.setProperty(QUIET + ".pace", "0 s");
        assertThatThrownBy(() -> SettingsLoader.load(properties)).hasMessageContaining("at least 10 ms");
    }

    @Test
    void noMessageShowsAHeader() {
        assertThatThrownBy(() -> load(QUIET + ".headers", "{X-Key = \"sesame\\u0001\"}"))
                .hasMessageNotContaining("sesame");
        assertThatThrownBy(() -> load(LOAD, "{a {header {X-Key = sesame}}, b {}}"))
                .hasMessageNotContaining("sesame");
    }

    private static Settings load(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return SettingsLoader.load(properties);
    }
}
