package io.orchestress.duel;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.DuelSettings.Side;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContenderTest {
    /** Two names of one target: it is allowed, and what is measured is noise. */
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, http://localhost:8080/, true",
        "http://[::1]:8080, http://127.0.0.1:8080, true",
        "http://127.0.0.1:8080/a, http://127.0.0.1:8080/b, false",
        "http://127.0.0.1:8080, http://127.0.0.1:8081, false",
        "http://127.0.0.1:8080, https://127.0.0.1:8080, false",
        "embedded, embedded, true",
        "embedded, http://127.0.0.1:8080, false"
    })
    void knowsItselfUnderAnotherName(String one, String other, boolean same) {
        assertThat(contender(one, Map.of()).isSameAs(contender(other, Map.of())))
                .isEqualTo(same);
    }

    @Test
    void settingsOfOneSideMakeItAnother() {
        Map<String, String> slower = Map.of("embedded.mean-service-time", "60 ms");
        assertThat(contender("embedded", slower).isSameAs(contender("embedded", Map.of())))
                .isFalse();
        assertThat(contender("embedded", slower).settings().embedded().meanServiceTime())
                .hasMillis(60);
    }

    /** A run of a duel is a run, whatever the file of settings says of duels, and of targets. */
    @Test
    void runsAreGivenTheirTargetAndNoDuel() {
        Properties given = new Properties();
        given.setProperty("target", "http://127.0.0.1:1");
        given.setProperty("orchestress.duel.baseline", "http://127.0.0.1:2");
        given.setProperty("orchestress.duel.candidate", "http://127.0.0.1:3");
        given.setProperty("orchestress.load.pace", "2 s");
        given.setProperty("profile", "standard");
        given.setProperty("--protocol", "openai");
        given.setProperty("--target", "http://127.0.0.1:1");
        given.setProperty("java.io.tmpdir", "/x");
        Contender candidate = Contender.of("candidate", new Side("http://127.0.0.1:3", List.of(), Map.of()), given);
        assertThat(candidate.properties().stringPropertyNames())
                .contains("orchestress.load.pace", "profile", "--protocol")
                .doesNotContain("target", "--target", "java.io.tmpdir");
        assertThat(candidate.url()).hasToString("Optional[http://127.0.0.1:3]");
        assertThat(candidate.settings().target().protocol().name()).isEqualTo("openai");
        assertThat(candidate.settings().duel().isAsked()).isFalse();
    }

    private static Contender contender(String target, Map<String, String> settings) {
        return Contender.of("baseline", new Side(target, List.of(), settings), new Properties());
    }
}
