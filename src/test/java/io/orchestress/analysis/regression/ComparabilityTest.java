package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.run.RunRecord;
import io.orchestress.run.RunStatus;
import io.orchestress.testkit.StartedRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparabilityTest {
    private static final RunRecord RUN = StartedRun.of("a").withStatus(RunStatus.COMPLETED);

    @Test
    void namesAllThatMakesRunsIncomparable() {
        assertThat(differences(RUN, RUN)).isEmpty();
        assertThat(differences(RUN, RUN.withStatus(RunStatus.ABORTED)))
                .singleElement()
                .asString()
                .contains("aborted");
    }

    private static List<String> differences(RunRecord candidate, RunRecord baseline) {
        return Comparability.of(candidate, List.of(baseline)).differences();
    }
}
