package io.orchestress.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.gates.GateLimits;
import io.orchestress.analysis.gates.GateRule;
import io.orchestress.analysis.gates.GradeScale;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseGatesTest {
    private static final List<PlannedPhase> PLAN =
            List.of(new PlannedPhase("steady", PhaseKind.STEADY, false, 0, 5, 1, 1));

    private static final List<PlannedPhase> WITH_TENANTS = List.of(
            new PlannedPhase("alone", PhaseKind.STEADY, false, 0, 5, 1, 1, Map.of(), Map.of("quiet", 1.0)),
            new PlannedPhase(
                    "together", PhaseKind.STEADY, false, 5, 10, 10, 10, Map.of(), Map.of("quiet", 1.0, "noisy", 9.0)));

    @TempDir
    private Path folder;

    private static Settings settings(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsLoader.load(properties);
    }

    private static GateLimits limits(Settings settings) {
        return settings.part(AnalysisSettings.class).gates();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("gates.conf"), text);
    }

    @Test
    void theDefaultsAreThoseOfTheSpecification() {
        GateLimits quick = limits(settings());
        assertThat(quick.rules())
                .extracting(GateRule::name)
                .containsExactly(
                        "crossed",
                        "duplicated",
                        "error-rate",
                        "host-memory",
                        "isolation",
                        "isolation-served",
                        "lost",
                        "orphan-cost",
                        "orphan-time",
                        "p95",
                        "p99",
                        "recovery",
                        "startup",
                        "success-rate",
                        "target-cpu",
                        "target-memory",
                        "task-error-rate");
        assertThat(quick.minSamples()).isEqualTo(20);
        assertThat(quick.scale()).isEqualTo(GradeScale.A_TO_F);
        assertThat(quick.rules()).as("an hour's record is judged at once").noneMatch(GateRule::needsHistograms);
        assertThat(limits(settings("profile", "full")).rules())
                .filteredOn(rule -> rule.name().equals("throughput"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.limit()).isEqualTo(1000));
    }

    @Test
    void rulesAreReplacedByNameAddedAndLeftOut() throws IOException {
        Path file = file("""
                orchestress.gates {
                  grading = a-plus
                  rules { p95 = "p95 < 1 s", p99 = off, mine = "ttft.p95 <= 800 ms" }
                }
                """);
        GateLimits limits =
                limits(settings("config", file.toString(), "orchestress.gates.rules.error-rate", "error-rate <= 5 %"));
        assertThat(limits.scale()).isEqualTo(GradeScale.A_PLUS);
        assertThat(limits.rules())
                .extracting(GateRule::text)
                .contains("p95 < 1 s", "ttft.p95 <= 800 ms", "error-rate <= 5 %", "success-rate > 95 %")
                .noneMatch(text -> text.startsWith("p99"));
    }

    @Test
    void everyTextThatIsNoRuleIsNamedWithItsLineAndPosition() throws IOException {
        Path file = file("""
                orchestress.gates.rules {
                  p95 = "p95 <= 2000"
                  mine = "eror-rate <= 1 %"
                }
                """);
        assertThatThrownBy(() -> ReleaseGates.check(settings("config", file.toString()), PLAN))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(ConfigProblem::key, ConfigProblem::origin)
                                .containsExactly(
                                        tuple("orchestress.gates.rules.mine", file + ": 3"),
                                        tuple("orchestress.gates.rules.p95", file + ": 2")))
                .hasMessageContaining("orchestress.gates.rules.p95 = p95 <= 2000: at character 8: p95 needs its unit")
                .hasMessageContaining("at character 1: there is no metric 'eror-rate'; nearest: error-rate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            p95 in spike <= 1 s        | -                              | -     | there is no phase 'spike'; valid: steady
            startup <= 5 s             | target                         | http://127.0.0.1:1 | that Orchestress starts
            target.cpu.max <= 80 %     | orchestress.resources.enabled  | false | orchestress.resources.enabled is false
            model-share >= 60 %        | orchestress.prices.cheap       | []    | orchestress.prices.cheap is empty
            saving >= 60 %             | orchestress.prices.reference-model      | ""    | orchestress.prices.reference-model is empty
            cost.total <= 1 EUR        | -                              | -     | orchestress.prices.currency is USD
            """)
    void whatTheRunCannotHaveIsRefusedBeforeIt(String rule, String key, String value, String problem) {
        Settings settings = settings("orchestress.gates.rules.mine", rule, key, value);
        assertThatThrownBy(() -> ReleaseGates.check(settings, PLAN))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("-Dorchestress.gates.rules.mine: orchestress.gates.rules.mine = " + rule)
                .hasMessageContaining(problem);
        Settings ifMeasured = settings("orchestress.gates.rules.mine", rule + ", if measured", key, value);
        assertThatCode(() -> ReleaseGates.check(ifMeasured, PLAN)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            p95 of tenant quiett <= 1 s                  | there is no tenant 'quiett'; valid: noisy, quiet, or add ', if measured'
            tokens.in of tenant Quiet <= 1               | there is no tenant 'Quiet'; valid: noisy, quiet
            cost.total of tenant a* <= 1 USD             | there is no tenant 'a*'; valid: noisy, quiet
            isolation of tenant loud <= 2                | there is no tenant 'loud'; valid: noisy, quiet
            p95 of 'quiett: *' <= 1 s                    | there is no tenant 'quiett'; valid: noisy, quiet
            task.p95 of 'loud: run task' <= 1 s          | there is no tenant 'loud'; valid: noisy, quiet
            error-rate of tenant noisy in alone <= 1 %   | tenant 'noisy' does not send in phase 'alone'; valid: together
            p95 of 'noisy: *' in alone <= 1 s            | tenant 'noisy' does not send in phase 'alone'; valid: together
            p95 of tenant quiet in spike <= 1 s          | there is no phase 'spike'; valid: alone, together
            """)
    void aTenantThatTheWorkloadLacksIsRefusedBeforeTheRun(String rule, String problem) throws IOException {
        Path file = file("orchestress.gates.rules {\n  mine = \"" + rule + "\"\n}\n");
        assertThatThrownBy(() -> ReleaseGates.check(settings("config", file.toString()), WITH_TENANTS))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(file + ": 2: orchestress.gates.rules.mine = " + rule)
                .hasMessageContaining(problem);
        Settings ifMeasured = settings("orchestress.gates.rules.mine", rule + ", if measured");
        assertThatCode(() -> ReleaseGates.check(ifMeasured, WITH_TENANTS)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "p95 of tenant quiet in alone <= 1 s, ",
        "p95 of tenant * <= 1 s, ",
        "p95 of 'quiet: *' <= 1 s, ",
        "p95 of '*: run task' <= 1 s, ",
        "p95 of 'run task' <= 1 s, ",
        "isolation <= 2, ",
        "isolation of tenant quiet <= 2, ",
        "p95 of tenant quiet <= 1 s, the workload has no tenants",
        "isolation <= 2, 'isolation is of tenants, and the workload has none'",
        "p95 of 'GET: x' <= 1 s, none",
    })
    void whatATenantsRuleNeeds(String rule, String withoutTenants) {
        Settings settings = settings("orchestress.gates.rules.mine", rule);
        if (withoutTenants == null) {
            assertThatCode(() -> ReleaseGates.check(settings, WITH_TENANTS)).doesNotThrowAnyException();
        } else if (withoutTenants.equals("none")) {
            assertThatCode(() -> ReleaseGates.check(settings, PLAN)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ReleaseGates.check(settings, PLAN)).hasMessageContaining(withoutTenants);
        }
    }

    @Test
    void noRuleAtAllIsRefused() {
        assertThatThrownBy(
                        () -> settings(
                                "orchestress.gates.rules",
                                "{ p95 = off, p99 = off, throughput = off, error-rate = off, task-error-rate = off, success-rate = off, startup = off,"
                                        + " target-memory = off, target-cpu = off, host-memory = off, recovery = off, orphan-time = off, orphan-cost = off,"
                                        + " crossed = off, duplicated = off, lost = off, isolation = off, isolation-served = off }"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("orchestress.gates.rules: holds no rule, so nothing would be evaluated");
    }

    @Test
    void theRulesForHooks() {
        Path hooks = Path.of("conf/gates/hooks.conf");
        assertThat(limits(settings("config", hooks.toString())).rules())
                .extracting(GateRule::name)
                .contains("hook-calls", "hook-concurrency", "success-rate", "startup")
                .doesNotContain("p95", "p99", "error-rate");
        assertThat(limits(ReleaseGates.judging(settings(), hooks)).rules())
                .extracting(GateRule::text)
                .containsExactly(
                        "p95 in steady < 50 ms, fail above 100 ms, if measured",
                        "p95 in tasks-1 < 50 ms, fail above 100 ms, if measured",
                        "p95 < 200 ms",
                        "success-rate > 80 %");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules {}",
                "rules { p95 = off }",
                "gates { p95 = \"p95 <= 1 s\" }",
                "rules = 5",
                "rules { a = \"p95 <= 1 s\" }, grading = a-plus",
                "rules { a = ",
                "rules { a { b = \"p95 <= 1 s\" } }"
            })
    void aFileOfGatesThatIsNone(String text) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> ReleaseGates.judging(settings(), file))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(file.toString());
    }
}
