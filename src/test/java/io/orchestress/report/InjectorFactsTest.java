package io.orchestress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.run.InjectorHealth;
import io.orchestress.run.Verdict.Outcome;
import io.orchestress.testkit.SyntheticFindings;
import io.orchestress.testkit.SyntheticPlanning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InjectorFactsTest {
    private static RunFacts with(@Nullable InjectorHealth health) {
        Findings calm =
                SyntheticFindings.calm().configured("injector.cpu", "0.85").build();
        return new RunFacts(SyntheticPlanning.replaced(calm, calm.record().withInjector(health)));
    }

    private static InjectorHealth health(Outcome outcome, long dropped, List<String> limits, @Nullable String canDo) {
        return new InjectorHealth(outcome, 0.139, 14.6, 0.002, 3.2, 1, 4_646, dropped, limits, null, canDo);
    }

    @Test
    void oneThatKeptUpSaysByWhichFigures() {
        assertThat(InjectorFacts.sentence(with(health(Outcome.PASS, 0, List.of(), null))))
                .isEqualTo("Injector kept up: CPU 13.9 %, waits in its event loops 14.6 ms, late starts 1 of 4,646,"
                        + " garbage collector 0.20 %");
    }

    @Test
    void oneThatDidNotSaysWhy() {
        List<String> limits = List.of("CPU 97 %, limit 85 %", "3 arrivals were dropped");
        assertThat(InjectorFacts.sentence(with(health(Outcome.FAIL, 3, limits, null))))
                .isEqualTo("Injector did not keep up: CPU 97 %, limit 85 %; 3 arrivals were dropped");
    }

    @Test
    void figuresStandBesideTheirLimits() {
        Table table =
                InjectorFacts.table(with(health(Outcome.WARN, 3, List.of(), "calibrated here: 11400 requests/s")));
        assertThat(table.caption()).isEqualTo("The injector was at its limits");
        assertThat(table.column(0).toList())
                .containsExactly(
                        "CPU", "Event loops", "Starts", "Late starts", "Garbage collector", "Dropped", "Can do");
        assertThat(table.rows().get(0).cells().subList(0, 3)).containsExactly("CPU", "13.9 %", "85.0 %");
        assertThat(table.rows().get(6).cells().get(1)).isEqualTo("calibrated here: 11400 requests/s");
    }

    @Test
    void nothingIsSaidOfWhatIsNotKnown() {
        assertThat(InjectorFacts.sentence(with(null))).isEmpty();
        assertThat(InjectorFacts.table(with(null)).isEmpty()).isTrue();
        RunFacts onlyCalibrated = with(InjectorHealth.unknown("calibrated here: 900 requests/s"));
        assertThat(InjectorFacts.sentence(onlyCalibrated)).isEmpty();
        assertThat(InjectorFacts.table(onlyCalibrated).column(0).toList()).containsExactly("Can do");
    }
}
