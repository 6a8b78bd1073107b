package io.orchestress.analysis.injector;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.run.ResourceName;
import io.orchestress.run.ResourceRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step of 20 s with 100 starts a second; limits of 100 ms. */
class StepDisturbanceTest {
    private final StepDisturbance disturbance = new StepDisturbance(InjectorLimits.DEFAULT);

    private void second(int at, double lagSeconds, double dropped, double host, double injector, double target) {
        add(at, ResourceName.HOST, ResourceName.CPU, host);
        add(at, ResourceName.TARGET, ResourceName.CPU, target);
        add(at, ResourceName.INJECTOR, ResourceName.CPU, injector);
        add(at, ResourceName.INJECTOR, ResourceName.LOOP_LAG, lagSeconds);
        add(at, ResourceName.INJECTOR, ResourceName.LATE_START, lagSeconds);
        add(at, ResourceName.INJECTOR, ResourceName.STARTS, 100);
        add(at, ResourceName.INJECTOR, ResourceName.DROPPED, dropped);
    }

    private void add(int at, String subject, String name, double value) {
        disturbance.add(new ResourceRow(at, subject, name, value));
    }

    @ParameterizedTest(name = "{0} s of {1} s, {2} dropped, {3} s of a busy machine of which {4} is foreign")
    @CsvSource({
        "0, 0, 0, 0, 0, ''",
        "3, 0.2, 0, 0, 0, ''",
        "4, 0.2, 0, 0, 0, the injector was late",
        "1, 0.9, 0, 0, 0, ''",
        "1, 1.1, 0, 0, 0, the injector stood still",
        "0, 0, 2, 0, 0, ''",
        "0, 0, 3, 0, 0, the injector dropped 3 arrivals",
        "0, 0, 0, 10, 0.6, ''",
        "0, 0, 0, 11, 0.6, other processes had most of the machine",
        "0, 0, 0, 20, 0.4, ''"
    })
    void whatMakesAStepVoid(int late, double lag, double dropped, int busy, double foreign, String reason) {
        for (int second = 0; second < 20; second++) {
            second(
                    second,
                    second < late ? lag : 0.01,
                    second == 0 ? dropped : 0,
                    second < busy ? 1 : 0.5,
                    0.1,
                    second < busy ? 0.9 - foreign : 0.1);
        }
        assertThat(disturbance.reason().orElse("")).isEqualTo(reason);
    }

    @Test
    void whoIsNotReadIsNotDisturbed() {
        assertThat(disturbance.reason()).isEmpty();
    }
}
