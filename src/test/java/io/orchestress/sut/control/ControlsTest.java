package io.orchestress.sut.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.TargetEvent;
import io.orchestress.record.TargetEvent.Kind;
import io.orchestress.testkit.ManualTime;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Looks by hand, at moments of a clock that stands still in between. */
class ControlsTest {
    private final ManualTime time = new ManualTime();
    private final List<String> values = new ArrayList<>();
    private final List<TargetEvent> events = new ArrayList<>();

    @Test
    void setsWhatAPhaseSaysWhenItBeginsAndOnlyThen() {
        Controls controls = controls(Optional.empty(), phase("a", "2"), phase("b", "4"));

        controls.look();
        at(9.9);
        controls.look();
        assertThat(values).containsExactly("2");
        at(10);
        controls.look();
        controls.look();

        assertThat(values).containsExactly("2", "4");
        assertThat(events)
                .containsExactly(
                        new TargetEvent(0, Kind.CONTROL, "a", "size", "2", 0, null),
                        new TargetEvent(10, Kind.CONTROL, "b", "size", "4", 0, null));
    }

    @Test
    void leavesAControlAloneThatHasTheValueAlready() {
        Controls controls = controls(Optional.empty(), phase("settle", "2"), phase("step", "2"), phase("next", "4"));

        for (double second : List.of(0.0, 10.0, 20.0)) {
            at(second);
            controls.look();
        }

        assertThat(values).containsExactly("2", "4");
    }

    @Test
    void setsWhatWasMissedInOrder() {
        Controls controls = controls(Optional.empty(), phase("a", "1"), phase("b", "2"), phase("c", "3"));
        at(21);
        controls.look();

        assertThat(values).containsExactly("1", "2", "3");
        assertThat(events)
                .extracting(TargetEvent::problem)
                .containsExactly("set after the end of its phase", "set after the end of its phase", null);
    }

    @Test
    void aControlThatFailsIsToldOfAndPulledAgainByTheNextPhase() {
        Controls controls = controls(Optional.empty(), phase("a", "broken"), phase("b", "broken"));
        controls.look();
        at(10);
        controls.look();

        assertThat(values).hasSize(2);
        assertThat(events).hasSize(2).allSatisfy(event -> {
            assertThat(event.problem()).isEqualTo("no");
            assertThat(event.spoilsItsPhase()).isTrue();
        });
    }

    @Test
    void aControlThatTakesLongerThanItsPhaseSpoilsIt() {
        Controls controls = controls(Optional.empty(), phase("a", "slow"), phase("b", ""));
        controls.look();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.tookMillis()).isEqualTo(12_000);
            assertThat(event.problem()).isEqualTo("set after the end of its phase");
        });
    }

    @Test
    void setsBackAtTheEndWhatWasPulledOnce() {
        Controls controls = controls(Optional.of("1"), phase("a", "broken"), phase("b", "4"));
        controls.look();
        controls.close(Duration.ofSeconds(10));
        controls.close(Duration.ofSeconds(10));

        assertThat(values).as("b was never reached, a may be half done").containsExactly("broken", "1");
        assertThat(events).last().isEqualTo(new TargetEvent(0, Kind.RESET, "a", "size", "1", 0, null));
        assertThat(events.get(1).spoilsItsPhase()).isFalse();
    }

    @Test
    void setsNothingBackThatHasItsValueOrWasNeverPulled() {
        Controls setBack = controls(Optional.of("1"), phase("a", "4"), phase("b", "1"));
        setBack.look();
        at(10);
        setBack.look();
        setBack.close(Duration.ofSeconds(10));
        controls(Optional.of("1"), phase("idle", "")).close(Duration.ofSeconds(10));

        assertThat(values).containsExactly("4", "1");
    }

    /** Two controls of one phase; a defect of the first is told, and the second is set. */
    @Test
    void aPullThatFailsInAnUnforeseenWayIsItsOwnFailureOnly() {
        Plan plan = new Plan(
                "test",
                List.of(new Phase("a", PhaseKind.STEADY, false, 0, 0, 1, 0, 10, 0, Map.of("bad", "1", "good", "2"))));
        Controls controls = new Controls(
                plan,
                Map.of(
                        "bad",
                        new Controls.Handle(
                                value -> {
                                    throw new IllegalStateException("boom");
                                },
                                Optional.of("0")),
                        "good",
                        new Controls.Handle(
                                value -> {
                                    values.add(value);
                                    return Optional.empty();
                                },
                                Optional.of("0"))),
                time::nanos,
                events::add);
        controls.look();
        controls.close(Duration.ofSeconds(10));
        assertThat(values).containsExactly("2", "0");
        assertThat(events)
                .extracting(event -> event.kind() + " " + event.control() + " " + event.problem())
                .containsExactly(
                        "CONTROL bad failed: IllegalStateException",
                        "CONTROL good null",
                        "RESET good null",
                        "RESET bad failed: IllegalStateException");
    }

    /** One that hangs holds neither the end nor is it told to be back. */
    @Test
    void aControlThatHangsDoesNotHoldTheEnd() {
        CountDownLatch never = new CountDownLatch(1);
        Plan plan = new Plan(
                "test", List.of(new Phase("a", PhaseKind.STEADY, false, 0, 0, 1, 0, 10, 0, Map.of("size", "4"))));
        Controls controls = new Controls(
                plan,
                Map.of(
                        "size",
                        new Controls.Handle(
                                value -> {
                                    if (value.equals("1")) {
                                        never.await();
                                    }
                                    return Optional.empty();
                                },
                                Optional.of("1"))),
                time::nanos,
                events::add);
        controls.look();
        controls.close(Duration.ofMillis(1_000));
        assertThat(events)
                .last()
                .isEqualTo(new TargetEvent(0, Kind.RESET, "a", "size", "1", 0, "not reset within 1 s"));
    }

    private void at(double seconds) {
        time.advanceMillis(seconds * 1000 - time.nanos() / 1e6);
    }

    /** A value by which nothing is pulled is none. */
    private static Map.Entry<String, String> phase(String name, String value) {
        return Map.entry(name, value);
    }

    @SafeVarargs
    private Controls controls(Optional<String> reset, Map.Entry<String, String>... phases) {
        List<Phase> plan = new ArrayList<>();
        for (Map.Entry<String, String> phase : phases) {
            Map<String, String> controls = phase.getValue().isEmpty() ? Map.of() : Map.of("size", phase.getValue());
            plan.add(new Phase(phase.getKey(), PhaseKind.STEP, false, 10 * plan.size(), 1, 1, 0, 10, 0, controls));
        }
        return new Controls(
                new Plan("test", plan),
                Map.of("size", new Controls.Handle(this::set, reset)),
                time::nanos,
                events::add);
    }

    private Optional<String> set(String value) {
        values.add(value);
        if (value.equals("slow")) {
            time.advance(Duration.ofSeconds(12));
        }
        return value.equals("broken") ? Optional.of("no") : Optional.empty();
    }
}
