package io.orchestress.backend.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.backend.Scripts;
import io.orchestress.config.ConfigProblem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LawTest {
    private static Law firstToken(String law) {
        return Scripts.of(
                        "models { m { first-token = " + law + " } }\ntasks = [{ name = z, turns = [{ answer = x }] }]")
                .model("m")
                .firstTokenNanos();
    }

    private static double[] samples(Law law) {
        Draws draws = new Draws(7);
        return IntStream.range(0, 20_000)
                .mapToDouble(task -> law.sample(draws.of(task, "test", 0)))
                .sorted()
                .toArray();
    }

    /** Of a lognormal law with mean m and σ: median = m × exp(−σ² ÷ 2), p84.13 = median × exp(σ). */
    @Test
    void lognormal() {
        double[] sorted = samples(firstToken("{ law = lognormal, mean = 100 ms, sigma = 0.5 }"));
        double median = 100e6 * Math.exp(-0.125);
        assertThat(Arrays.stream(sorted).average().orElseThrow()).isCloseTo(100e6, within(1.5e6));
        assertThat(sorted[10_000]).isCloseTo(median, within(1.5e6));
        assertThat(sorted[16_827]).isCloseTo(median * Math.exp(0.5), within(3e6));
    }

    @Test
    void exponential() {
        double[] sorted = samples(firstToken("{ law = exponential, mean = 100 ms }"));
        assertThat(sorted[10_000]).isCloseTo(100e6 * Math.log(2), within(2e6));
    }

    @Test
    void fixed() {
        assertThat(firstToken("250 ms")).isEqualTo(new Law.Fixed(250e6));
        assertThat(firstToken("{ law = fixed, value = 250 ms }")).isEqualTo(new Law.Fixed(250e6));
    }

    @Test
    void measuredValuesAreDrawnAsOftenAsTheyWereMeasured() {
        Path file = Scripts.file("# ttft\n100\n100 ms\n\n0.3 s\n");
        double[] sorted = samples(firstToken("{ law = measured, file = \"" + file + "\" }"));
        assertThat(Arrays.stream(sorted).distinct()).containsExactly(100e6, 300e6);
        assertThat(Arrays.stream(sorted).filter(value -> value == 300e6).count() / 20_000.0)
                .isCloseTo(1 / 3.0, within(0.015));
    }

    @Test
    void aWrongLineOfMeasuredValuesIsNamed() {
        Path file = Scripts.file("100\nfast\n");
        assertThat(Scripts.problems("models { m { first-token { law = measured, file = \"" + file
                        + "\" } } }\ntasks = [{ name = z, turns = [{ answer = x }] }]"))
                .extracting(ConfigProblem::message)
                .anySatisfy(message -> assertThat(message).startsWith("line 2 of it: "));
        assertThat(Scripts.problems("models { m { first-token { law = measured, file = \"" + Scripts.file("\n")
                        + "\" } } }\ntasks = [{ name = z, turns = [{ answer = x }] }]"))
                .extracting(ConfigProblem::message)
                .contains("holds no value; valid: one a line");
    }

    @Test
    void drawsDependOnSeedTaskPurposeAndTurnAlone() {
        Draws draws = new Draws(1);
        assertThat(draws.of(5, "model", 2).nextLong())
                .isEqualTo(new Draws(1).of(5, "model", 2).nextLong());
        long[] others = {
            draws.of(5, "model", 2).nextLong(),
            draws.of(6, "model", 2).nextLong(),
            draws.of(5, "tool", 2).nextLong(),
            draws.of(5, "model", 3).nextLong(),
            new Draws(2).of(5, "model", 2).nextLong()
        };
        assertThat(Arrays.stream(others).distinct().count()).isEqualTo(5);
        assertThat(new SplittableRandom(1).nextLong()).isNotEqualTo(others[0]);
    }
}
