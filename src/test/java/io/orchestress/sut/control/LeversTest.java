package io.orchestress.sut.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.PhaseKind;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TargetEvent.Kind;
import io.orchestress.testkit.ManualTime;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Looks by hand, at moments of a clock that stands still in between. */
class LeversTest {
    private final ManualTime time = new ManualTime();
    private final List<String> pulls = new ArrayList<>();
    private final List<TargetEvent> events = new ArrayList<>();

    @Test
    void pullsWhatAPhaseSaysWhenItBeginsAndOnlyThen() {
        Levers levers = levers(Optional.empty(), phase("a", "2"), phase("b", "4"));

        levers.look();
        at(9.9);
        levers.look();
        assertThat(pulls).containsExactly("2");
        at(10);
        levers.look();
        levers.look();

        assertThat(pulls).containsExactly("2", "4");
        assertThat(events)
                .containsExactly(
                        new TargetEvent(0, Kind.LEVER, "a", "size", "2", 0, null),
                        new TargetEvent(10, Kind.LEVER, "b", "size", "4", 0, null));
    }

    @Test
    void leavesALeverAloneThatHasTheValueAlready() {
        Levers levers = levers(Optional.empty(), phase("settle", "2"), phase("step", "2"), phase("next", "4"));

        for (double second : List.of(0.0, 10.0, 20.0)) {
            at(second);
            levers.look();
        }

        assertThat(pulls).containsExactly("2", "4");
    }

    @Test
    void pullsWhatWasMissedInOrder() {
        Levers levers = levers(Optional.empty(), phase("a", "1"), phase("b", "2"), phase("c", "3"));
        at(21);
        levers.look();

        assertThat(pulls).containsExactly("1", "2", "3");
        assertThat(events)
                .extracting(TargetEvent::problem)
                .containsExactly(
                        "it was set after the end of its phase", "it was set after the end of its phase", null);
    }

    @Test
    void aLeverThatFailsIsToldOfAndPulledAgainByTheNextPhase() {
        Levers levers = levers(Optional.empty(), phase("a", "broken"), phase("b", "broken"));
        levers.look();
        at(10);
        levers.look();

        assertThat(pulls).hasSize(2);
        assertThat(events).hasSize(2).allSatisfy(event -> {
            assertThat(event.problem()).isEqualTo("no");
            assertThat(event.spoilsItsPhase()).isTrue();
        });
    }

    @Test
    void aLeverThatTakesLongerThanItsPhaseSpoilsIt() {
        Levers levers = levers(Optional.empty(), phase("a", "slow"), phase("b", ""));
        levers.look();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.tookMillis()).isEqualTo(12_000);
            assertThat(event.problem()).isEqualTo("it was set after the end of its phase");
        });
    }

    @Test
    void setsBackAtTheEndWhatWasPulledOnce() {
        Levers levers = levers(Optional.of("1"), phase("a", "broken"), phase("b", "4"));
        levers.look();
        levers.close(Duration.ofSeconds(10));
        levers.close(Duration.ofSeconds(10));

        assertThat(pulls).as("b was never reached, a may be half done").containsExactly("broken", "1");
        assertThat(events).last().isEqualTo(new TargetEvent(0, Kind.RESET, "a", "size", "1", 0, null));
        assertThat(events.get(1).spoilsItsPhase()).isFalse();
    }

    @Test
    void setsNothingBackThatHasItsValueOrWasNeverPulled() {
        Levers pulledBack = levers(Optional.of("1"), phase("a", "4"), phase("b", "1"));
        pulledBack.look();
        at(10);
        pulledBack.look();
        pulledBack.close(Duration.ofSeconds(10));
        levers(Optional.of("1"), phase("idle", "")).close(Duration.ofSeconds(10));

        assertThat(pulls).containsExactly("4", "1");
    }

    /** Two levers of one phase; a defect of the first is told, and the second is pulled. */
    @Test
    void aPullThatFailsInAnUnforeseenWayIsItsOwnFailureOnly() {
        Plan plan = new Plan(
                "test",
                List.of(new Phase("a", PhaseKind.STEADY, false, 0, 0, 1, 0, 10, 0, Map.of("bad", "1", "good", "2"))));
        Levers levers = new Levers(
                plan,
                Map.of(
                        "bad",
                        new Levers.Handle(
                                value -> {
                                    throw new IllegalStateException("boom");
                                },
                                Optional.of("0")),
                        "good",
                        new Levers.Handle(
                                value -> {
                                    pulls.add(value);
                                    return Optional.empty();
                                },
                                Optional.of("0"))),
                time::nanos,
                events::add);
        levers.look();
        levers.close(Duration.ofSeconds(10));
        assertThat(pulls).containsExactly("2", "0");
        assertThat(events)
                .extracting(event -> event.kind() + " " + event.lever() + " " + event.problem())
                .containsExactly(
                        "LEVER bad it failed: IllegalStateException",
                        "LEVER good null",
                        "RESET good null",
                        "RESET bad it failed: IllegalStateException");
    }

    /** One that hangs holds neither the end nor is it told to be back. */
    @Test
    void aLeverThatHangsDoesNotHoldTheEnd() {
        CountDownLatch never = new CountDownLatch(1);
        Plan plan = new Plan(
                "test", List.of(new Phase("a", PhaseKind.STEADY, false, 0, 0, 1, 0, 10, 0, Map.of("size", "4"))));
        Levers levers = new Levers(
                plan,
                Map.of(
                        "size",
                        new Levers.Handle(
                                value -> {
                                    if (value.equals("1")) {
                                        never.await();
                                    }
                                    return Optional.empty();
                                },
                                Optional.of("1"))),
                time::nanos,
                events::add);
        levers.look();
        levers.close(Duration.ofMillis(1_000));
        assertThat(events)
                .last()
                .isEqualTo(new TargetEvent(0, Kind.RESET, "a", "size", "1", 0, "it was not set back within 1 s"));
    }

    private void at(double seconds) {
        time.advanceMillis(seconds * 1000 - time.nanos() / 1e6);
    }

    /** A value by which nothing is pulled is none. */
    private static Map.Entry<String, String> phase(String name, String value) {
        return Map.entry(name, value);
    }

    @SafeVarargs
    private Levers levers(Optional<String> reset, Map.Entry<String, String>... phases) {
        List<Phase> plan = new ArrayList<>();
        for (Map.Entry<String, String> phase : phases) {
            Map<String, String> levers = phase.getValue().isEmpty() ? Map.of() : Map.of("size", phase.getValue());
            plan.add(new Phase(phase.getKey(), PhaseKind.STEP, false, 10 * plan.size(), 1, 1, 0, 10, 0, levers));
        }
        return new Levers(
                new Plan("test", plan), Map.of("size", new Levers.Handle(this::pull, reset)), time::nanos, events::add);
    }

    private Optional<String> pull(String value) {
        pulls.add(value);
        if (value.equals("slow")) {
            time.advance(Duration.ofSeconds(12));
        }
        return value.equals("broken") ? Optional.of("no") : Optional.empty();
    }
}
