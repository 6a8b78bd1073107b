package io.orchestress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.StartDelays;
import io.orchestress.record.ResourceRow;
import io.orchestress.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InjectorSecondTest {
    private final ManualTime time = new ManualTime();
    private final RunClock clock = new RunClock(time);
    private final StartDelays starts = new StartDelays();
    private long lagNanos;
    private final InjectorSecond second = new InjectorSecond(clock, starts, () -> lagNanos);

    @Test
    void startsAreToldFromTheFirstOneOn() {
        clock.start();
        starts.lateFrom(100_000_000);
        time.advance(Duration.ofSeconds(1));
        lagNanos = 2_500_000;
        assertThat(second.take()).containsExactly(new ResourceRow(1, "injector", "loop-lag", 0.0025));

        starts.started(-5);
        starts.started(100_000_000);
        starts.started(350_000_000);
        starts.dropped();
        time.advance(Duration.ofSeconds(1));
        assertThat(second.take())
                .containsExactly(
                        new ResourceRow(2, "injector", "loop-lag", 0.0025),
                        new ResourceRow(2, "injector", "starts", 3),
                        new ResourceRow(2, "injector", "late-starts", 1),
                        new ResourceRow(2, "injector", "late-start", 0.35),
                        new ResourceRow(2, "injector", "dropped", 1));

        time.advance(Duration.ofSeconds(1));
        assertThat(second.take()).contains(new ResourceRow(3, "injector", "starts", 0));
    }
}
