package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatlingVersionTest {
    @Test
    void theOneOfThisBuildWillDo() {
        assertThat(GatlingVersion.problem()).isEmpty();
    }

    @Test
    void gatlingDoesNotAskMavenCentralForANewerOne() throws ReflectiveOperationException {
        GatlingVersion.isTheNewest();

        Field asked = Class.forName("io.gatling.commons.util.GatlingVersion$").getDeclaredField("bitmap$0");
        asked.setAccessible(true);
        assertThat(asked.getBoolean(null)).isTrue();
        assertThat(io.gatling.commons.util.GatlingVersion.LatestRelease().isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            3.15.1,        -
            '',            -
            3.14.9,        has Gatling 3.14.9
            3.15.0 3.15.1, has Gatling 3.15.0 and 3.15.1
            4.0.0,         has Gatling 4.0.0
            """)
    void anyOtherIsNamedWithTheOneThatIsValid(String found, String problem) {
        Set<String> versions = found.isEmpty() ? Set.of() : new TreeSet<>(Set.of(found.split(" ")));

        if (problem == null) {
            assertThat(GatlingVersion.problem("3.15.1", versions)).isEmpty();
        } else {
            assertThat(GatlingVersion.problem("3.15.1", versions))
                    .hasValueSatisfying(said -> assertThat(said)
                            .contains(
                                    problem,
                                    "built for Gatling 3.15.1; valid: version 3.15.1 of every io.gatling artifact"));
        }
    }
}
