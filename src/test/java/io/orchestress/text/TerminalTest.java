package io.orchestress.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    /** What the script found, what else is set, and how wide a line in place may be; 0: none. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, TERM=xterm, 0",
                "120, TERM=xterm, 120",
                "120, TERM=dumb, 0",
                "120, TERM=, 0",
                "120, OTHER=1, 0",
                "80, TERM=xterm CI=true, 0",
                "80, TERM=xterm CI=1, 0",
                "80, TERM=xterm CI=false, 80",
                "80, TERM=xterm CI=, 80",
                "80, TERM=xterm GITHUB_ACTIONS=true, 0",
                "80, TERM=xterm GITLAB_CI=true, 0",
                "80, TERM=xterm TF_BUILD=True, 0",
                "80, TERM=xterm JENKINS_URL=http://jenkins/, 0",
                "80, TERM=xterm TEAMCITY_VERSION=2026.1, 0",
                "80, TERM=linux NO_COLOR=1, 80",
                "'', TERM=xterm, 80",
                "0, TERM=xterm, 80",
                "-3, TERM=xterm, 80",
                "99999, TERM=xterm, 80",
                "wide, TERM=xterm, 80",
                "7, TERM=xterm, 20",
                "20, TERM=xterm, 20",
                "500, TERM=xterm, 160"
            })
    void aLineIsReplacedOnlyWhereNobodyKeepsItsStates(String columns, String set, int expected) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : set.split(" ")) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        assertThat(Terminal.of(columns, environment).columns()).isEqualTo(expected);
    }
}
