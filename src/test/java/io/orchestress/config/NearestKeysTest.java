package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeysTest {
    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(textBlock = """
            late-share,  cpu loop-lag late-start max-late-ratio steal,  late-start max-late-ratio
            good-tasks,  routing-accuracy good-share cpu,               good-share
            stated-load, expected-load model from to,                   expected-load
            modle,       model pace arrivals,                           model
            noise,       baseline block run-to-run-variation,           run-to-run-variation
            slow,        tolerance sustained max-time,                  max-time
            levers,      capacity controls load profiles,               controls
            thresholds,  capacity gates issues,                         gates
            foreign-cpu, late-start max-background-cpu max-late-ratio,  max-background-cpu
            max-users,   max-duration load-factor,                      ''
            colour,      tolerance sustained max-time,                  ''
            """)
    void theNearestKnownKeySharesAWordOrIsFewLettersAway(String unknown, String known, String nearest) {
        assertThat(String.join(" ", NearestKeys.to(unknown, List.of(known.split(" ")))))
                .isEqualTo(nearest);
    }
}
