package io.orchestress.evaluation;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.history.History;
import io.orchestress.history.HistoryException;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.Comparison;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The comparison that belongs to the verdict of a run: with what {@code regression.baseline} names. What stands in its way is no
 * pass: it makes the comparison inconclusive, but for {@code last-N} without an earlier good run, which warns, or there would
 * never be a first one.
 */
public final class BaselineCheck {
    private final Settings settings;
    private final BaselineComparison comparing;

    /**
     * Refuses a baseline that does not exist, before a run is made to be compared with it.
     *
     * @throws InvalidConfigException naming it
     */
    public static void refuseUnknown(Settings settings) {
        String name = settings.baseline().name();
        if (name.isEmpty() || Baselines.isLast(name)) {
            return;
        }
        String problem = Baselines.unknown(name, settings);
        try (History history = history(settings)) {
            if (Baselines.exists(name, history)) {
                return;
            }
        } catch (HistoryException e) {
            problem = String.valueOf(e.getMessage());
        }
        throw new InvalidConfigException(List.of(new ConfigProblem(
                "orchestress.regression.baseline", name, settings.baseline().origin(), problem)));
    }

    /**
     * The settings of a run that is about to begin, its baseline named by where it is now: {@code results/latest} is the run before
     * it, and will be the run itself when that has ended.
     */
    public static Settings pinned(Settings settings) {
        String name = settings.baseline().name();
        return Baselines.folder(name)
                .map(baseline -> settings.against(real(baseline.folders().get(0))))
                .orElse(settings);
    }

    private static String real(Path folder) {
        try {
            return folder.toRealPath().toString();
        } catch (IOException e) {
            return folder.toString();
        }
    }

    /**
     * Refuses a baseline that is the run which is to be judged, or holds it.
     *
     * @throws RecordException naming it
     */
    public static void refuseItself(RecordReader reader, Settings settings) {
        String name = settings.baseline().name();
        if (name.isEmpty() || Baselines.isLast(name)) {
            return;
        }
        Optional<Baselines> baseline = Baselines.folder(name);
        if (baseline.isEmpty()) {
            try (History history = history(settings)) {
                baseline = Baselines.find(name, reader.run(), history);
            } catch (HistoryException e) {
                // Said where the comparison is made.
            }
        }
        baseline.ifPresent(
                named -> BaselineComparison.refuseItself(reader, reader.run(), named.name(), named.folders()));
    }

    static History history(Settings settings) {
        return History.openOrRebuild(
                Path.of(settings.history().file()),
                Path.of(settings.recordFolder()),
                TimeSource.SYSTEM.now(),
                // What was done to a damaged history is said at the end of the run, when it is added.
                said -> {});
    }

    BaselineCheck(Settings settings) {
        this.settings = settings;
        this.comparing = new BaselineComparison(settings);
    }

    /** The run with its comparison; where no baseline is asked for, with the one that it has. */
    RunRecord compared(RecordReader reader, RunRecord run) {
        String name = settings.baseline().name();
        if (name.isEmpty()) {
            return run;
        }
        return run.withComparison(comparison(reader, run, name));
    }

    private Comparison comparison(RecordReader reader, RunRecord run, String name) {
        try (History history = history(settings)) {
            Optional<Baselines> baseline = Baselines.find(name, run, history);
            if (baseline.isEmpty()) {
                return comparing.impossible(run, name, Outcome.INCONCLUSIVE, Baselines.unknown(name, settings));
            }
            List<Path> folders = baseline.get().folders();
            return folders.isEmpty()
                    ? comparing.impossible(
                            run, name, Outcome.WARN, "No earlier passing run of this kind to compare with.")
                    : comparing.of(reader, run, baseline.get().name(), folders, false);
        } catch (HistoryException | RecordException e) {
            return comparing.impossible(run, name, Outcome.INCONCLUSIVE, String.valueOf(e.getMessage()));
        }
    }
}
