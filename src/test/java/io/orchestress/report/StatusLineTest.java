package io.orchestress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.report.console.ConsoleSummary;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    @Test
    void nothingIsSaidOfARunAsItWasPlanned() {
        assertThat(line(SyntheticFindings.calm())).isEmpty();
    }

    /** The name of the simulation would promise its phases. */
    @Test
    void anAdHocLoadIsNotThatOfTheSimulation() throws IOException {
        SyntheticFindings users =
                SyntheticFindings.calm().withoutPhases().of("ad-hoc").phase("steady", "steady", false, 30, 20);
        assertThat(line(users))
                .isEqualTo("Ad hoc load: 20 users at a time for 30 s, and no phases of the simulation's own.");

        StringWriter console = new StringWriter();
        ConsoleSummary.write(users.build(), Path.of("results"), console);
        assertThat(console.toString().lines().toList().get(1)).startsWith("Ad hoc load: 20 users at a time for 30 s");

        assertThat(line(SyntheticFindings.calm()
                        .withoutPhases()
                        .openModel()
                        .of("ad-hoc")
                        .phase("steady", "steady", false, 90, 50)))
                .isEqualTo("Ad hoc load: 50 arrivals/s for 1 min 30 s, and no phases of the simulation's own.");
    }

    private static String line(SyntheticFindings findings) {
        return StatusLine.of(new RunFacts(findings.build())).orElse("");
    }
}
