package io.orchestress.evaluation;

import io.orchestress.analysis.regression.EarlierRuns;
import io.orchestress.config.Settings;
import io.orchestress.history.History;
import io.orchestress.history.HistoryException;
import io.orchestress.history.RunRef;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the history knows of the noise of a run. Nothing of it stands in the way of a comparison: with a history that is not there, or cannot
 * be read, nothing is known, and more is assumed.
 */
final class NoiseOfHistory {
    /** Beyond what is counted, for some of them do not count. */
    private static final int LOOKED_AT = 2 * EarlierRuns.MOST;

    private final Path file;

    NoiseOfHistory(Settings settings) {
        this.file = Path.of(settings.history().file());
    }

    /** @param baseline run ids that are not looked at, for they are in the comparison already */
    EarlierRuns of(RunRecord candidate, List<String> baseline) {
        if (!Files.isRegularFile(file)) {
            return EarlierRuns.NONE;
        }
        try (History history = History.open(file)) {
            List<RunRecord> runs = history.lastLike(LOOKED_AT, candidate).stream()
                    .filter(ref -> !baseline.contains(ref.runId()))
                    .flatMap(ref -> record(ref).stream())
                    .toList();
            return EarlierRuns.of(candidate, runs);
        } catch (HistoryException e) {
            return EarlierRuns.NONE;
        }
    }

    private static Optional<RunRecord> record(RunRef ref) {
        try {
            return Optional.of(
                    RecordReader.open(ref.folder(), RecordReader.Writer.GONE).run());
        } catch (RecordException e) {
            return Optional.empty();
        }
    }
}
