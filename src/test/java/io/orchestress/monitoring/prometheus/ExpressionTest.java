package io.orchestress.monitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {
    private static final long SECOND = 1_000_000_000;

    private static OptionalDouble at(ExpressionState evaluation, double seconds, String text) {
        return evaluation.value(MetricsText.parse(text, false, name -> true), Math.round(seconds * SECOND));
    }

    private static OptionalDouble once(String expression, String text) {
        return at(new ExpressionState(Expression.parse(expression)), 0, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "jobs ; 13",
                "jobs{queue=\"a\"} ; 4",
                "jobs{queue='a'} ; 4",
                "jobs{queue!=\"a\"} ; 9",
                "jobs{queue=~\"a|b\"} ; 8",
                "jobs{queue=~\"a\",host=\"\"} ; 4",
                "jobs{queue!~\"a|b\"} ; 5",
                "jobs{queue=~\".*\"} ; 13",
                "used / size ; 0.25",
                "used/size*100 ; 25",
                "millis * 0.001 ; 0.5",
                "jobs{queue=\"z\"} ; ",
                "jobs{queue=~\"\"} ; ",
                "used / nothing ; ",
                "used / zero ; ",
                "nan ; ",
                "with_nan ; ",
                "infinite ; ",
                "rate(jobs) ; ",
            })
    void ofOneReading(String expression, Double expected) {
        String text = """
                jobs{queue="a"} 4
                jobs{queue="b"} 4
                jobs{queue="c"} 5
                used 2
                size 8
                millis 500
                zero 0
                nan NaN
                with_nan{x="1"} NaN
                with_nan{x="2"} 5
                infinite +Inf
                """;
        OptionalDouble value = once(expression, text);
        assertThat(value).isEqualTo(expected == null ? OptionalDouble.empty() : OptionalDouble.of(expected));
    }

    @Test
    void aRateIsGrowthASecond() {
        ExpressionState rate = new ExpressionState(Expression.parse("rate(done)"));
        assertThat(at(rate, 10, "done 100")).isEmpty();
        assertThat(at(rate, 12, "done 130")).hasValue(15);
        assertThat(at(rate, 12, "done 131")).as("no time has passed").isEmpty();
        assertThat(at(rate, 13, "done 131")).hasValue(0);
        assertThat(at(rate, 14, "other 1")).as("is not there").isEmpty();
        assertThat(at(rate, 15, "done 140")).as("nothing to compare with").isEmpty();
        assertThat(at(rate, 17, "done 150")).hasValue(5);
    }

    @Test
    void aCounterThatBeganAnewIsAGapAndNeitherNegativeNorASpike() {
        ExpressionState rate = new ExpressionState(Expression.parse("rate(done)"));
        at(rate, 0, "done{h=\"1\"} 1000000\ndone{h=\"2\"} 50");
        assertThat(at(rate, 1, "done{h=\"1\"} 3\ndone{h=\"2\"} 60"))
                .as("one of two restarted; the sum alone would have fallen")
                .isEmpty();
        assertThat(at(rate, 2, "done{h=\"1\"} 5\ndone{h=\"2\"} 60")).hasValue(2);
        assertThat(at(rate, 3, "done{h=\"1\"} 5\ndone{h=\"2\"} 61\ndone{h=\"3\"} 900000"))
                .as("a series that appears is no growth")
                .hasValue(1);
        assertThat(at(rate, 4, "done{h=\"1\"} NaN\ndone{h=\"2\"} 61")).isEmpty();
    }

    /** A mean of two calls of 0.2 s and 0.4 s, then none, then the process restarts. */
    @Test
    void aRatioOfRatesIsTheMeanOfWhatEndedInBetween() {
        ExpressionState mean = new ExpressionState(Expression.parse("rate(db_seconds_sum) / rate(db_seconds_count)"));
        assertThat(at(mean, 0, "db_seconds_sum 100\ndb_seconds_count 1000")).isEmpty();
        assertThat(at(mean, 1, "db_seconds_sum 100.6\ndb_seconds_count 1002").orElseThrow())
                .isCloseTo(0.3, within(1e-9));
        assertThat(at(mean, 2, "db_seconds_sum 100.6\ndb_seconds_count 1002"))
                .as("no call, no mean")
                .isEmpty();
        assertThat(at(mean, 3, "db_seconds_sum 0.1\ndb_seconds_count 1")).isEmpty();
        assertThat(at(mean, 4, "db_seconds_sum 0.6\ndb_seconds_count 2").orElseThrow())
                .isCloseTo(0.5, within(1e-9));
    }

    /** Whatever counters do, a rate is never negative, and never more than what was counted. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void ratesAreWithinWhatWasCounted(long seed) {
        Random random = new Random(seed);
        ExpressionState rate = new ExpressionState(Expression.parse("rate(c)"));
        long count = 0;
        for (int second = 0; second < 200; second++) {
            int step = random.nextInt(100);
            count = random.nextInt(10) == 0 ? random.nextInt(5) : count + step;
            OptionalDouble value = at(rate, second, "c " + count);
            value.ifPresent(r -> assertThat(r).isBetween(0.0, 99.0));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                   | character 1",
                "5                    | character 1",
                "a b                  | expected nothing at character 3",
                "rate(a               | expected ')' at character 7",
                "rate(a / b)          | expected ')'",
                "a{x}                 | one of = != =~ !~",
                "a{x=1}               | a quoted text",
                "a{x=\"1\"            | expected '}'",
                "a /                  | the name of a metric",
                "a * b                | a number",
                "a{x=~\"(\"}          | not a regular expression",
            })
    void saysWhatIsWrong(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.parse(text))
                .withMessageContaining(why);
    }
}
