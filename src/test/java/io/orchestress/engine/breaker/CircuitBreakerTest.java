package io.orchestress.engine.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.engine.breaker.BreakerState.Closed;
import io.orchestress.engine.breaker.BreakerState.TooFewSamples;
import io.orchestress.engine.breaker.BreakerState.Trip;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitBreakerTest {
    private final CircuitBreaker breaker = breaker(1);

    private long ended;
    private long failed;
    private long timedOut;
    private long latencyMicros;
    private long progress;
    private long inFlight;

    private static CircuitBreaker breaker(int minReadings, ResourceLimit... resources) {
        return new CircuitBreaker(limits(minReadings, resources));
    }

    private static BreakerLimits limits(int minReadings, ResourceLimit... resources) {
        return new BreakerLimits(
                true,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                20,
                Duration.ofSeconds(8),
                List.of(
                        new BreakerRule.ErrorRate(0.5),
                        new BreakerRule.TimeoutRate(0.3),
                        new BreakerRule.MeanResponseTime(Duration.ofSeconds(2))),
                minReadings,
                List.of(resources));
    }

    /** A search for the capacity makes its target fail and slow on purpose. */
    @Test
    void aSearchIsStoppedByAStallOrAResourceOnly() {
        ResourceLimit load = new ResourceLimit("host.load", 3, "count");
        CircuitBreaker searching = limits(1, load).breaker(true).orElseThrow();
        assertThat(searching.evaluate(new Observation(6_000_000_000L, 100, 100, 100, 100_000_000_000L, 100, 0)))
                .isInstanceOf(TooFewSamples.class);
        searching.reading("host.load", 6_500_000_000L, 4);
        assertThat(searching.evaluate(new Observation(7_000_000_000L, 100, 100, 100, 100_000_000_000L, 100, 0)))
                .isInstanceOfSatisfying(
                        Trip.class, trip -> assertThat(trip.rule()).isEqualTo("host.load"));
    }

    @Test
    void staysClosedWhileAllIsWell() {
        for (int second = 1; second <= 60; second++) {
            end(10, 0, 0, 50);
            BreakerState state = at(second);
            assertThat(state).isInstanceOf(second < 5 ? TooFewSamples.class : Closed.class);
        }
    }

    /** Silent in the pause and for the grace time after it; then only what came after the pause counts. */
    @Test
    void forgetsWhatItSawInAPause() {
        end(100, 0, 0, 50);
        assertThat(at(6)).isInstanceOf(Closed.class);
        end(0, 400, 0, 50);
        assertThat(paused(9)).isInstanceOf(BreakerState.Paused.class);
        assertThat(at(10)).isInstanceOf(TooFewSamples.class);
        end(30, 10, 0, 50);
        assertThat(at(13.9)).isInstanceOf(TooFewSamples.class);
        assertThat(at(14)).isInstanceOf(Closed.class);
        end(0, 60, 0, 50);
        assertThat(at(15)).isInstanceOf(Trip.class);
    }

    @Test
    void aStallIsCountedFromTheEndOfThePause() {
        inFlight = 5;
        assertThat(paused(20)).isInstanceOf(BreakerState.Paused.class);
        assertThat(at(27.9)).isInstanceOf(TooFewSamples.class);
        assertThat(at(28))
                .isInstanceOfSatisfying(
                        Trip.class, trip -> assertThat(trip.rule()).isEqualTo("stall"));
    }

    private static final class Watched {
        private final CircuitBreaker breaker = breaker(5, new ResourceLimit("target.cpu", 0.5, "ratio"));

        BreakerState at(double seconds) {
            return breaker.evaluate(
                    new Observation(Math.round(seconds * 1e9), Math.round(seconds * 100), 0, 0, 0, 0, 0));
        }

        void read(double seconds, double value) {
            breaker.reading("target.cpu", Math.round(seconds * 1e9), value);
            breaker.reading("host.cpu", Math.round(seconds * 1e9), 1);
        }
    }

    @Test
    void aResourceTripsByTheMeanOfItsReadingsInTheWindow() {
        Watched watched = new Watched();
        for (int second = 1; second <= 20; second++) {
            watched.read(second, second <= 10 ? 0.2 : 0.8);
            BreakerState state = watched.at(second);
            // In the window of 10 s are 11 readings: half of them high first at 15 s, when 6 × 0.2 and 5 × 0.8 make
            // 0.47; at 16 s 0.53.
            if (second == 16) {
                assertThat(state)
                        .isEqualTo(new Trip(
                                "target.cpu",
                                "target.cpu mean 52.7 % over 11 readings in the last 10 s (limit 50 %)",
                                16_000_000_000L));
                return;
            }
            assertThat(state).isInstanceOf(second < 5 ? TooFewSamples.class : Closed.class);
        }
    }

    @Test
    void aResourceWithoutReadingsIsNeitherGoodNorBad() {
        Watched watched = new Watched();
        for (int second = 6; second <= 9; second++) {
            watched.read(second, 1);
            assertThat(watched.at(second)).isInstanceOf(TooFewSamples.class);
        }
        assertThat(watched.at(17)).as("all but two are too old").isInstanceOf(TooFewSamples.class);
        watched.read(17.1, 0);
        watched.read(17.2, 0);
        watched.read(17.3, 0);
        assertThat(watched.at(17.5)).isInstanceOf(Closed.class);
    }

    @Test
    void aResourceTripsWithoutAnyRequestThatEnded() {
        CircuitBreaker quiet = breaker(1, new ResourceLimit("host.load", 3, "count"));
        quiet.reading("host.load", 6_000_000_000L, 4);
        assertThat(quiet.evaluate(new Observation(6_500_000_000L, 0, 0, 0, 0, 0, 1)))
                .isInstanceOfSatisfying(
                        Trip.class, trip -> assertThat(trip.rule()).isEqualTo("host.load"));
    }

    /** Ten of each, all within the window of one evaluation at 6 s; the limit itself is still good. */
    @ParameterizedTest(name = "{0} ended, {1} failed, {2} timed out, mean {3} ms: {4}")
    @CsvSource({
        "40, 20, 0, 100, ",
        "40, 21, 0, 100, error-rate",
        "40, 12, 12, 100, ",
        "40, 13, 13, 100, timeout-rate",
        "40, 0, 0, 2000, ",
        "40, 0, 0, 2001, mean-response-time",
        "40, 40, 40, 9000, error-rate",
        "19, 19, 0, 100, none",
        "20, 20, 0, 100, error-rate",
    })
    void trips(int all, int bad, int late, int meanMillis, String rule) {
        end(all - bad, bad, late, meanMillis);
        BreakerState state = at(6);

        if (rule == null) {
            assertThat(state).isInstanceOf(Closed.class);
        } else if (rule.equals("none")) {
            assertThat(state).isInstanceOf(TooFewSamples.class);
        } else {
            assertThat(state)
                    .isInstanceOfSatisfying(
                            Trip.class, trip -> assertThat(trip.rule()).isEqualTo(rule));
        }
    }

    @Test
    void theEvidenceNamesFigureLimitAndWindow() {
        end(30, 0, 0, 10);
        at(4);
        end(3, 47, 0, 10);

        assertThat(at(6))
                .isEqualTo(new Trip(
                        "error-rate", "47 of 80 requests failed in the last 6 s: 58.8 % (limit 50 %)", 6_000_000_000L));
    }

    @Test
    void graceComesFirst() {
        end(0, 100, 0, 10);

        assertThat(at(4.99)).isInstanceOf(TooFewSamples.class);
        assertThat(at(5)).isInstanceOf(Trip.class);
    }

    @Test
    void whatLeftTheWindowIsForgotten() {
        end(0, 1000, 0, 10);
        at(1);
        for (int second = 2; second <= 11; second++) {
            end(4, 0, 0, 10);
            at(second);
        }
        end(4, 0, 0, 10);

        assertThat(at(12)).as("only 1 s to 12 s count: none of the failures").isInstanceOf(Closed.class);
    }

    @Test
    void aLongQuietRunDoesNotHideAFreshOutage() {
        for (int second = 1; second <= 3600; second++) {
            end(100, 0, 0, 10);
            at(second);
        }
        int seconds = 3600;
        BreakerState state;
        do {
            end(0, 100, 0, 10);
            state = at(++seconds);
        } while (!(state instanceof Trip) && seconds < 3700);

        assertThat(seconds).as("more than half of ten seconds").isEqualTo(3606);
    }

    @Test
    void stallsWhenNothingEndsThoughRequestsAreInFlight() {
        end(100, 0, 0, 10);
        inFlight = 7;
        at(10);

        assertThat(at(17.9)).isNotInstanceOf(Trip.class);
        assertThat(at(18))
                .isEqualTo(new Trip(
                        "stall", "7 requests in flight and no response data for 8 s (limit 8 s)", 18_000_000_000L));
    }

    @Test
    void stallsThoughNothingHasEverEnded() {
        inFlight = 1;
        at(1);

        assertThat(at(8)).isInstanceOf(Trip.class);
    }

    @Test
    void anIdlePauseIsNoStall() {
        end(100, 0, 0, 10);
        at(10);
        at(20);
        inFlight = 3;
        at(20.25);

        assertThat(at(27)).isNotInstanceOf(Trip.class);
        assertThat(at(28)).isInstanceOf(Trip.class);
    }

    @Test
    void oneThatEndsNowAndThenIsNoStall() {
        inFlight = 50;
        for (int second = 1; second <= 60; second++) {
            if (second % 7 == 0) {
                end(1, 0, 0, 10);
            }
            assertThat(at(second)).isNotInstanceOf(Trip.class);
        }
    }

    /** One stream that takes a minute and brings a part now and then, and nothing else. */
    @Test
    void aStreamThatFlowsIsNoStallAndOneThatStopsIs() {
        inFlight = 1;
        for (int second = 1; second <= 60; second++) {
            progress += second % 7 == 0 ? 1 : 0;
            assertThat(at(second)).isNotInstanceOf(Trip.class);
        }
        assertThat(at(63.9)).isNotInstanceOf(Trip.class);
        assertThat(at(64)).isInstanceOf(Trip.class);
    }

    /** Users whose requests time out one after the other wait for the same silent target, also where none is in flight between two. */
    @Test
    void aTimeOutIsNoProgress() {
        for (int second = 1; second <= 9; second++) {
            inFlight = second % 3 == 0 ? 0 : 2;
            if (second % 3 == 0) {
                end(0, 2, 2, 1000);
            }
            assertThat(at(second)).isNotInstanceOf(Trip.class);
        }
        inFlight = 2;
        assertThat(at(10)).as("7 of 10 s").isNotInstanceOf(Trip.class);
        assertThat(at(11))
                .isInstanceOfSatisfying(
                        Trip.class, trip -> assertThat(trip.rule()).isEqualTo("stall"));
    }

    /** Readings of the fault that are told only after it, too. */
    @Test
    void whatAResourceWasInAPauseIsForgotten() {
        Watched watched = new Watched();
        for (int second = 1; second <= 20; second++) {
            boolean fault = second <= 10;
            watched.read(second, fault ? 1 : 0.1);
            if (fault) {
                watched.breaker.pause(new Observation(second * 1_000_000_000L, second, 0, 0, 0, 0, 0));
                watched.read(second - 0.5, 1);
            } else {
                watched.read(9.9, 1);
                assertThat(watched.at(second)).isNotInstanceOf(Trip.class);
            }
        }
        assertThat(watched.at(20.1)).isInstanceOf(Closed.class);
    }

    private void end(int good, int bad, int late, int meanMillis) {
        ended += good + bad;
        failed += bad;
        timedOut += late;
        latencyMicros += 1000L * meanMillis * (good + bad);
    }

    @Test
    void tellsHowFarEachRuleIsFromItsLimit() {
        CircuitBreaker watched = breaker(1, new ResourceLimit("target.cpu", 0.9, "ratio"));
        assertThat(watched.distances())
                .as("before anything was seen")
                .containsExactly(
                        RuleDistance.of("stall", 0, 8, "s"),
                        RuleDistance.unknown("error-rate", 0.5, "ratio"),
                        RuleDistance.unknown("timeout-rate", 0.3, "ratio"),
                        RuleDistance.unknown("mean-response-time", 2_000, "ms"),
                        RuleDistance.unknown("target.cpu", 0.9, "ratio"));
        // Of 40 that ended 10 failed, 4 of them by a timeout, and all took 8 s together.
        watched.evaluate(new Observation(6_000_000_000L, 40, 10, 4, 8_000_000, 40, 0));
        watched.reading("target.cpu", 6_000_000_000L, 0.45);
        assertThat(watched.distances())
                .containsExactly(
                        RuleDistance.of("stall", 0, 8, "s"),
                        RuleDistance.of("error-rate", 0.25, 0.5, "ratio"),
                        RuleDistance.of("timeout-rate", 0.1, 0.3, "ratio"),
                        RuleDistance.of("mean-response-time", 200, 2_000, "ms"),
                        RuleDistance.of("target.cpu", 0.45, 0.9, "ratio"));
        watched.evaluate(new Observation(7_000_000_000L, 40, 10, 4, 8_000_000, 40, 3));
        assertThat(watched.distances().get(0)).isEqualTo(RuleDistance.of("stall", 1, 8, "s"));
        watched.pause(new Observation(8_000_000_000L, 80, 50, 4, 8_000_000, 40, 3));
        assertThat(watched.distances())
                .as("in a pause")
                .contains(
                        RuleDistance.of("stall", 0, 8, "s"),
                        RuleDistance.unknown("error-rate", 0.5, "ratio"),
                        RuleDistance.unknown("target.cpu", 0.9, "ratio"));
    }

    private BreakerState at(double second) {
        return breaker.evaluate(observed(second));
    }

    private BreakerState paused(double second) {
        return breaker.pause(observed(second));
    }

    private Observation observed(double second) {
        return new Observation(Math.round(second * 1e9), ended, failed, timedOut, latencyMicros, progress, inFlight);
    }
}
