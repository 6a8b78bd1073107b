package io.orchestress.evaluation;

import io.orchestress.config.Settings;
import io.orchestress.history.History;
import io.orchestress.history.HistoryException;
import io.orchestress.history.Proposal;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.Comparison;
import io.orchestress.record.RunRecord;
import io.orchestress.report.trend.TrendWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The place of a concluded run in the history. What goes wrong there is said, and changes nothing about the run: its record is
 * written, and the history can be made again from it.
 */
final class HistoryUpdate {
    private HistoryUpdate() {}

    /**
     * Adds the run, and forgets the oldest ones beyond {@code history.keep-runs}.
     *
     * @return what there is to say about it, a line each; mostly nothing
     */
    static List<String> of(RunRecord run, Path folder, Settings settings) {
        List<String> said = new ArrayList<>();
        Path file = Path.of(settings.history().file());
        if (!isIn(Path.of(settings.recordFolder()), folder)) {
            said.add("Not added to the history " + file + ": the record is not in " + settings.recordFolder()
                    + "; add it with scripts/orchestress history add " + folder + "");
            return said;
        }
        try (History history =
                History.openOrRebuild(file, Path.of(settings.recordFolder()), TimeSource.SYSTEM.now(), said::add)) {
            history.add(run, folder);
            history.prune(settings.history().keepRuns());
            proposal(run, history).ifPresent(said::add);
            said.addAll(anchored(run, history, settings.baseline().name()));
        } catch (HistoryException e) {
            said.add("Not added to the history: " + e.getMessage());
        }
        return said;
    }

    /** What is worse than what was accepted, and what would decide it; for {@code last-N} also that nothing can tell yet. */
    private static List<String> anchored(RunRecord run, History history, String baseline) {
        Anchor anchor = Anchor.of(history, run);
        List<String> said = new ArrayList<>(anchor.said());
        if (!said.isEmpty()) {
            said.add(TrendWords.ASK);
        } else if (Baselines.isLast(baseline) && anchor.unwatched() != null) {
            said.add("Baseline " + baseline
                    + " moves with each run, so a slow drift goes unnoticed: "
                    + anchor.unwatched() + "; pin one with scripts/orchestress baseline set NAME RUN");
        }
        return said;
    }

    private static boolean isIn(Path records, Path folder) {
        try {
            return records.toRealPath().equals(folder.toRealPath().getParent());
        } catch (IOException e) {
            return false;
        }
    }

    /** Only of a comparison with a named baseline: what is printed is the command that moves it. */
    private static Optional<String> proposal(RunRecord run, History history) {
        Comparison comparison = run.comparison();
        return comparison == null
                ? Optional.empty()
                : history.baselineFor(comparison.baseline(), run)
                        .flatMap(baseline -> Proposal.of(baseline, run))
                        .filter(Proposal::worthIt)
                        .map(Proposal::text);
    }
}
