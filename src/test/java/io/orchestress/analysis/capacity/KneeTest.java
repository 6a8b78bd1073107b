package io.orchestress.analysis.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.LoadStep;
import io.orchestress.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of load, throughput and p95. */
class KneeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "throughput flattens, 100:100:50 200:200:50 300:300:50 400:310:60 500:315:60, 300",
        "throughput falls, 100:100:50 200:200:50 300:290:50 400:200:60 500:150:60, 300",
        "p95 steepens, 100:100:50 200:200:55 300:300:60 400:400:90 500:500:900, 400",
        "p95 is noise, 20:31:163 40:64:241 60:101:182 80:133:161 120:191:250 160:267:212, none",
        "p95 falls, 100:100:250 200:200:90 300:300:60 400:400:60 500:500:60, none",
        "all in proportion, 100:100:50 200:200:50 300:300:50 400:400:50 500:500:50, none",
        "too few loads, 100:100:50 200:110:50 300:110:50 400:110:900, none"
    })
    void isWhereMoreLoadBuysLess(String what, String steps, String knee) {
        List<LoadStep> all = new ArrayList<>();
        for (String step : steps.split(" ")) {
            String[] figures = step.split(":");
            all.add(step(
                    Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), Double.parseDouble(figures[2])));
        }
        assertThat(Knee.of(all))
                .as(what)
                .isEqualTo(knee.equals("none") ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(knee)));
    }

    private static LoadStep step(double load, double throughput, double p95) {
        return new LoadStep(
                "step",
                0,
                10,
                load,
                1000,
                throughput,
                null,
                null,
                0,
                4,
                20.0,
                15.0,
                p95,
                p95,
                1.0,
                null,
                null,
                null,
                null,
                Verdict.Outcome.PASS,
                List.of(),
                null);
    }
}
