package io.orchestress.gatling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestress.config.Settings;
import io.orchestress.evaluation.Evaluation;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.ExitCode;
import io.orchestress.text.Console;
import io.orchestress.text.ShownProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run in this JVM comes to, once its record is closed.
 *
 * @param repetition empty: the run is not done once more
 */
record RunVerdict(Evaluation conclusion, Optional<Repetition> repetition) {
    /**
     * Judges, reports, and remembers the run in the history, but for one that is done once more instead. From the moment that it is judged, a JVM
     * that must end at once says the verdict.
     *
     * @param simulationClass that is run again, if it must be
     * @param hasty the run was interrupted, and is not repeated
     */
    static RunVerdict of(Path folder, Settings settings, String simulationClass, boolean hasty) {
        Evaluation judged = judged(folder, settings);
        ForkedJvm.judged(judged);
        Optional<Repetition> repetition =
                hasty ? Optional.empty() : Repetition.of(judged.run(), simulationClass, settings);
        boolean repeated = repetition.isPresent() && ForkedJvm.canRepeat();
        Evaluation conclusion = repeated ? judged : remembered(judged, folder, settings);
        ForkedJvm.judged(conclusion);
        return new RunVerdict(conclusion, repetition);
    }

    private static Evaluation judged(Path folder, Settings settings) {
        try (ShownProgress progress =
                ShownProgress.begin(new PrintWriter(Console.err(), true, UTF_8), TimeSource.SYSTEM::nanos)) {
            return Evaluation.judged(folder, settings, progress);
        } catch (IOException | RuntimeException e) {
            return unjudged(folder, e);
        }
    }

    private static Evaluation remembered(Evaluation judged, Path folder, Settings settings) {
        try {
            return judged.with(judged.remembered(folder, settings));
        } catch (RuntimeException e) {
            return unjudged(folder, e);
        }
    }

    private static Evaluation unjudged(Path folder, Exception why) {
        return new Evaluation(
                ExitCode.FAILED,
                "No report written: " + why.getMessage() + System.lineSeparator() + "What was measured is in " + folder
                        + "; try scripts/orchestress report " + folder + System.lineSeparator(),
                null);
    }
}
