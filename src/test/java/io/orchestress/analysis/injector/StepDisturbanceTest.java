package io.orchestress.analysis.injector;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step of 20 s with 100 starts a second; limits of 100 ms, and those of a disturbance: 2 % steal, 10 % run-queue wait, 20 % for others. */
class StepDisturbanceTest {
    private final StepDisturbance disturbance = new StepDisturbance(
            Reference.ANALYSIS.injector(),
            new RunRecord.Target("http://127.0.0.1:1", "http", true, null),
            new RunRecord.Environment("", "", "", 2, 0, 0, 0, Double.NaN, ""));

    private void second(int at, double lagSeconds, double dropped, double steal, double foreign) {
        add(at, ResourceName.HOST, ResourceName.CPU, 0.2 + foreign);
        add(at, ResourceName.HOST, ResourceName.STEAL, steal);
        add(at, ResourceName.TARGET, ResourceName.CPU, 0.1);
        add(at, ResourceName.INJECTOR, ResourceName.CPU, 0.1);
        add(at, ResourceName.INJECTOR, ResourceName.LOOP_LAG, lagSeconds);
        add(at, ResourceName.INJECTOR, ResourceName.LATE_START, lagSeconds);
        add(at, ResourceName.INJECTOR, ResourceName.STARTS, 100);
        add(at, ResourceName.INJECTOR, ResourceName.DROPPED, dropped);
    }

    private void add(int at, String subject, String name, double value) {
        disturbance.add(new ResourceRow(at + 1, subject, name, value));
    }

    @ParameterizedTest(name = "{0} s late by {1} s, {2} dropped, {3} s with {4} of steal and {5} for others")
    @CsvSource({
        "0, 0, 0, 0, 0, 0, ''",
        "3, 0.2, 0, 0, 0, 0, ''",
        "4, 0.2, 0, 0, 0, 0, the load generator was late",
        "1, 0.9, 0, 0, 0, 0, ''",
        "1, 1.1, 0, 0, 0, 0, the load generator paused",
        "0, 0, 2, 0, 0, 0, ''",
        "0, 0, 3, 0, 0, 0, the load generator dropped 3 arrivals",
        "0, 0, 0, 2, 0.1, 0, ''",
        "0, 0, 0, 3, 0.1, 0, the hypervisor took 1.50 % of the CPUs (steal)",
        "0, 0, 0, 2, 0, 0.5, ''",
        "0, 0, 0, 3, 0, 0.5, other processes used 7.50 % of the CPUs"
    })
    void whatMakesAStepVoid(
            int late, double lag, double dropped, int disturbed, double steal, double foreign, String reason) {
        for (int second = 0; second < 20; second++) {
            boolean is = second < disturbed;
            second(second, second < late ? lag : 0.01, second == 0 ? dropped : 0, is ? steal : 0, is ? foreign : 0);
        }
        assertThat(disturbance.reason().orElse("")).startsWith(reason);
        assertThat(disturbance.reason().isPresent()).isEqualTo(!reason.isEmpty());
    }

    @Test
    void whoIsNotReadIsNotDisturbed() {
        assertThat(disturbance.reason()).isEmpty();
    }
}
