package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.calibration.Calibration;
import io.orchestress.calibration.Calibrations;
import io.orchestress.calibration.Fingerprint;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.StartedRun;
import io.orchestress.testkit.SyntheticFindings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InjectorBudgetTest {
    private static final Fingerprint HERE = new Fingerprint(2, "some CPU", 1 << 30, "17", "test");

    @TempDir
    Path folder;

    private static RunRecord planned(double arrivalsPerSec) {
        return SyntheticFindings.calm()
                .withoutPhases()
                .openModel()
                .phase("steady", "steady", false, 10, arrivalsPerSec)
                .build()
                .record();
    }

    private static Calibration calibration(double perSec, String limitedBy) {
        return new Calibration(HERE, StartedRun.LOAD_STARTED, perSec, limitedBy, List.of());
    }

    @ParameterizedTest
    @CsvSource({"1000, CPU, true", "1001, CPU, true", "999, CPU, true", "500, CPU, false"})
    void warnsOfWhatIsMoreThanTheInjectorCanDo(double users, String limitedBy, boolean warns) {
        InjectorBudget budget = InjectorBudget.of(calibration(998, limitedBy));
        assertThat(budget.warning(planned(users)).isPresent()).isEqualTo(warns);
        assertThat(budget.canDo()).isEqualTo("calibrated here: 998 requests/s");
    }

    @Test
    void aLimitThatWasNotReachedIsNoLimit() {
        InjectorBudget budget = InjectorBudget.of(calibration(998, ""));
        assertThat(budget.warning(planned(5000))).isEmpty();
        assertThat(budget.canDo()).isEqualTo("calibrated here: at least 998 requests/s");
    }

    @Test
    void theWarningNamesBothFigures() {
        assertThat(InjectorBudget.of(calibration(998, "CPU")).warning(planned(2000)))
                .hasValue(
                        "!! The plan needs at least 2,000 requests/s; calibrated here: 998 requests/s"
                                + " (scripts/orchestress calibrate). Beyond that, results describe the load generator, not the target.");
    }

    @Test
    void aFileThatCannotBeReadIsToldAndNothingMore() throws IOException {
        Calibrations broken = Calibrations.beside(folder.resolve("history.db"));
        Files.writeString(broken.file(), "{ not json");
        ByteArrayOutputStream problems = new ByteArrayOutputStream();
        InjectorBudget budget = InjectorBudget.of(broken, new PrintStream(problems, true, StandardCharsets.UTF_8));
        assertThat(budget.canDo()).isNull();
        assertThat(problems.toString(StandardCharsets.UTF_8)).contains("cannot be read", "calibrations.json");
    }

    @Test
    void whatWasNeverCalibratedIsNotKnown() {
        InjectorBudget budget = InjectorBudget.of(Calibrations.beside(folder.resolve("history.db")), System.err);
        assertThat(budget.canDo()).isNull();
        assertThat(budget.warning(planned(1e6))).isEmpty();
    }
}
