package io.orchestress.analysis.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.ResourceName;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticMemory;
import io.orchestress.testkit.WatchedRun;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftsTest {
    private static final double MIB = 1 << 20;
    private static final int HOUR = 3600;
    /** Of every run here, before the load is constant. */
    private static final int START = 420;

    private static DoubleUnaryOperator noisy(long seed, double deviation, DoubleUnaryOperator figure) {
        SplittableRandom random = new SplittableRandom(seed);
        return at -> figure.applyAsDouble(at) + deviation * random.nextGaussian();
    }

    private static WatchedRun hour() {
        return new WatchedRun(HOUR, true, Reference.ANALYSIS.drift());
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void aLeakIsFoundWithItsSlopeInTheInterval(long seed) {
        DriftResult drift = hour().reads(ResourceName.RSS, noisy(seed, 5 * MIB, at -> (300 + at / 60) * MIB))
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).as(drift.reason()).isEqualTo(Outcome.LEAK);
        // 60 MiB an hour; the interval holds it in 95 of 100 runs, and is narrow.
        assertThat(drift.perHour().value()).isCloseTo(60 * MIB, within(2 * MIB));
        assertThat(drift.perHour().high() - drift.perHour().low()).isBetween(0.1 * MIB, 6 * MIB);
        assertThat(drift.watchedSeconds()).isCloseTo(HOUR, within(20.0));
        assertThat(drift.start()).isCloseTo(307 * MIB, within(2 * MIB));
        assertThat(drift.end()).isCloseTo(367 * MIB, within(2 * MIB));
    }

    /** A line that is a median of slopes does not move while less than 29 % of its readings are others. */
    @ParameterizedTest
    @CsvSource({
        // hours, share after which it leaks, MiB per hour, what is said
        "4, 0.5, 60, GROWS_LATE",
        "4, 0.75, 60, GROWS_LATE",
        "4, 0.8333, 60, GROWS_LATE",
        "12, 0.8333, 60, GROWS_LATE",
        "24, 0.9167, 60, GROWS_LATE",
        "12, 0.8333, 12, GROWS_LATE",
        "12, 0.95, 60, INCONCLUSIVE",
        "12, 0.8333, 3, STABLE",
        "12, 1, 60, STABLE",
    })
    void aLeakThatBeginsLateIsNeverCalledStable(int hours, double from, double perHour, Outcome expected) {
        double start = START + from * hours * HOUR;
        DriftResult drift = new WatchedRun(hours * HOUR, true, Reference.ANALYSIS.drift())
                .reads(
                        ResourceName.RSS,
                        noisy(
                                1,
                                5 * MIB,
                                at -> (300 + perHour * Math.max(0, Math.min(at, START + hours * HOUR) - start) / HOUR)
                                        * MIB))
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).as(drift.reason()).isEqualTo(expected);
        if (expected == Outcome.GROWS_LATE) {
            assertThat(drift.latePerHour()).isNotNull();
            assertThat(drift.reason()).contains("grew late: by +", "whether it continues");
        } else if (expected == Outcome.STABLE) {
            assertThat(drift.reason()).contains("detectable from", "in the last quarter from");
        }
    }

    /** Of whatever is counted or timed as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ResourceName.CONNECTIONS,
                ResourceName.THREADS,
                ResourceName.OPEN_FILES,
                ResourceName.SESSIONS,
                ResourceName.QUEUE_DEPTH
            })
    void whatIsCountedMayGrowLateToo(String figure) {
        double start = START + 10 * HOUR;
        DriftResult drift = new WatchedRun(12 * HOUR, false, Reference.ANALYSIS.drift())
                .reads(figure, noisy(1, 2, at -> 100 + 60 * Math.max(0, at - start) / HOUR))
                .drift(figure);
        assertThat(drift.outcome()).as(drift.reason()).isEqualTo(Outcome.GROWS_LATE);
    }

    @Test
    void whatGrewLateMayReturn() {
        DriftResult drift = new WatchedRun(12 * HOUR, true, Reference.ANALYSIS.drift())
                .reads(
                        ResourceName.SESSIONS,
                        at -> at <= 1 || at > START + 12 * HOUR
                                ? 0
                                : 100 + Math.floor(60 * Math.max(0, at - START - 10 * HOUR) / HOUR))
                .drift(ResourceName.SESSIONS);
        assertThat(drift.outcome()).as(drift.reason()).isEqualTo(Outcome.RETURNED);
    }

    /** Nobody knows whether it continues. */
    @Test
    void aStepNearTheEndIsNotStable() {
        DriftResult drift = new WatchedRun(12 * HOUR, true, Reference.ANALYSIS.drift())
                .reads(ResourceName.RSS, noisy(1, 5 * MIB, at -> (at > START + 11.5 * HOUR ? 360 : 300) * MIB))
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).as(drift.reason()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(drift.reason()).contains("above the trend before");
    }

    /** One thread more shortly before the end is no growth per hour. */
    @ParameterizedTest
    @ValueSource(ints = {60, 240, 600, 1200})
    void oneMoreAtTheEndIsStable(int before) {
        DriftResult drift = hour().reads(ResourceName.THREADS, at -> at > START + HOUR - before ? 41 : 40)
                .drift(ResourceName.THREADS);
        assertThat(drift.outcome()).as(drift.reason()).isEqualTo(Outcome.STABLE);
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void memoryOfAJvmIsToldFromALeak(long seed) {
        // 90 of 100 are STABLE: an hour at the end tells of an hour only so much.
        assertThat(memory(seed, 0).outcome()).isIn(Outcome.STABLE, Outcome.INCONCLUSIVE);
        assertThat(memory(seed, 1).outcome()).isEqualTo(Outcome.LEAK);
    }

    private static DriftResult memory(long seed, double leak) {
        return new WatchedRun(4 * HOUR, true, Reference.ANALYSIS.drift())
                .memory(new SyntheticMemory(seed, leak, true))
                .drift(ResourceName.HEAP_AFTER_GC);
    }

    @Test
    void withoutACooldownItGrows() {
        DriftResult drift = new WatchedRun(HOUR, false, Reference.ANALYSIS.drift())
                .loaded(new Counter(300 * MIB, MIB / 60)::next)
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).isEqualTo(Outcome.GROWS);
        assertThat(drift.cooldown()).isNull();
        assertThat(drift.reason()).contains("not observed without load");
    }

    private static final class Counter {
        private final double step;
        private double value;

        private Counter(double start, double step) {
            this.value = start;
            this.step = step;
        }

        Map<String, Double> next() {
            value += step;
            return Map.of(ResourceName.RSS, value);
        }
    }

    @Test
    void whatFallsWhenTheLoadIsGoneReturned() {
        DriftResult drift = hour().reads(
                        ResourceName.RSS, noisy(1, MIB, at -> (at > START + HOUR ? 300 : 300 + at / 60) * MIB))
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).isEqualTo(Outcome.RETURNED);
        assertThat(drift.cooldown()).isCloseTo(300 * MIB, within(2 * MIB));
        assertThat(drift.reason()).contains("and fell to 300 MiB");
    }

    /** 100 connections of 100 users go with them; what leaked stays. */
    @ParameterizedTest
    @CsvSource({"60, LEAK", "0, RETURNED"})
    void whatIsCountedIsMeasuredFromBeforeTheLoad(double left, Outcome expected) {
        DriftResult drift = hour().reads(
                        ResourceName.CONNECTIONS,
                        at -> at <= 1
                                ? 0
                                : at > START + HOUR ? left : 100 + Math.floor(60 * Math.max(0, at - START) / HOUR))
                .drift(ResourceName.CONNECTIONS);
        assertThat(drift.outcome()).as(drift.reason()).isEqualTo(expected);
        assertThat(drift.perHour().value()).isCloseTo(60, within(2.0));
    }

    @Test
    void aQueueThatGrowsIsNoLeak() {
        DriftResult drift = hour().reads(ResourceName.QUEUE_DEPTH, noisy(1, 1, at -> 20 + at / 30))
                .drift(ResourceName.QUEUE_DEPTH);
        assertThat(drift.outcome()).isEqualTo(Outcome.GROWS);
    }

    /** Caches and compiled code: with a quarter of the time as time constant, or less. */
    @ParameterizedTest
    @ValueSource(ints = {120, 300, 600, 900})
    void whatLevelsOffIsNoLeak(int timeConstant) {
        DriftResult drift = hour().reads(
                        ResourceName.RSS,
                        noisy(
                                1,
                                MIB,
                                at -> (300 + 100 * (1 - Math.exp(-Math.max(0, at - START) / timeConstant))) * MIB))
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).as(drift.reason()).isIn(Outcome.STABLE, Outcome.INCONCLUSIVE);
    }

    /** A pattern of a seventh to two whole lengths of the run, wherever it begins. */
    @ParameterizedTest
    @MethodSource("patterns")
    void aPatternIsNoLeak(double period, double phase) {
        DriftResult drift = hour().reads(
                        ResourceName.RSS,
                        noisy(1, 2 * MIB, at -> (300 + 30 * Math.sin(2 * Math.PI * (at / period + phase))) * MIB))
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).as(drift.reason()).isNotIn(Outcome.LEAK, Outcome.GROWS);
    }

    static Stream<Arguments> patterns() {
        return DoubleStream.of(97, 514, 800, 1100, 1440, 2057, 2400, 3600)
                .boxed()
                .flatMap(period -> IntStream.range(0, 8).mapToObj(eighth -> Arguments.of(period, eighth / 8.0)));
    }

    @Test
    void aLeakIsFoundUnderAPattern() {
        DriftResult drift = hour().reads(
                        ResourceName.RSS,
                        noisy(1, 2 * MIB, at -> (300 + at / 60 + 30 * (at % 600 < 300 ? 1 : 0)) * MIB))
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).as(drift.reason()).isEqualTo(Outcome.LEAK);
        assertThat(drift.periodSeconds()).isCloseTo(600, within(10.0));
        assertThat(drift.perHour().value()).isCloseTo(60 * MIB, within(5 * MIB));
    }

    @Test
    void aNewProcessCutsTheSeries() {
        WatchedRun run = hour();
        for (int at = 1; at <= START + HOUR + 120; at++) {
            if (at == 1 || at == START + 1200) {
                run.read(at, ResourceName.PID, at);
            }
            // It leaks nothing, but each process is larger than the one before.
            run.read(at, ResourceName.RSS, (at < START + 1200 ? 300 : 500) * MIB);
        }
        DriftResult drift = run.drift(ResourceName.RSS);
        assertThat(drift.outcome()).isEqualTo(Outcome.STABLE);
        assertThat(drift.watchedSeconds()).isCloseTo(2400, within(20.0));
        assertThat(drift.reason()).contains("process restarted");
    }

    @Test
    void memoryThatHalvesIsAnotherProcess() {
        DriftResult drift = hour().reads(
                        ResourceName.RSS, at -> (at < START + 2400 ? 300 + at / 60 : 100 + at / 60) * MIB)
                .drift(ResourceName.RSS);
        assertThat(drift.watchedSeconds()).isCloseTo(2400, within(20.0));
        assertThat(drift.perHour().value()).isCloseTo(60 * MIB, within(MIB));
    }

    @Test
    void noiseThatHidesALeakIsInconclusiveAndSaysWhatItWouldHide() {
        DriftResult drift = new WatchedRun(1200, true, Reference.ANALYSIS.drift())
                .reads(ResourceName.RSS, noisy(1, 60 * MIB, at -> 300 * MIB))
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(drift.reason())
                .contains("20 min of load detects a growth from")
                .contains("MiB/h");
    }

    @Test
    void aHeapWithoutCollectionsSaysNothing() {
        DriftResult drift =
                hour().reads(ResourceName.HEAP, at -> 100 * MIB + at * 10_000).drift(ResourceName.HEAP);
        assertThat(drift.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(drift.reason()).contains("0 garbage collections");
    }

    @Test
    void tellsWhenTheLimitIsReached() {
        DriftResult drift = hour().reads(ResourceName.HEAP_MAX, at -> 1000 * MIB)
                .reads(ResourceName.HEAP_AFTER_GC, noisy(1, MIB, at -> (300 + at / 60) * MIB))
                .drift(ResourceName.HEAP_AFTER_GC);
        // At the end of the load it holds 367 MiB; 633 MiB at 60 MiB an hour.
        assertThat(drift.exhaustedAfterHours()).isCloseTo(633 / 60.0, within(0.3));
        assertThat(drift.limit()).isEqualTo(1000 * MIB);
        assertThat(drift.reason()).contains("it reaches its limit of 1,000 MiB in 10 h");
    }

    @Test
    void whatIsTooShortIsNotLookedAt() {
        assertThat(new WatchedRun(599, true, Reference.ANALYSIS.drift())
                        .reads(ResourceName.RSS, at -> at * MIB)
                        .drifts())
                .isEmpty();
    }

    @Test
    void aGapIsNoFall() {
        DriftResult drift = hour().reads(ResourceName.RSS, at -> at % 900 < 300 ? Double.NaN : (300 + at / 60) * MIB)
                .drift(ResourceName.RSS);
        assertThat(drift.outcome()).as(drift.reason()).isEqualTo(Outcome.LEAK);
        assertThat(drift.perHour().value()).isCloseTo(60 * MIB, within(MIB));
    }
}
