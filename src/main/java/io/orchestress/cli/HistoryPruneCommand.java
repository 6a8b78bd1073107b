package io.orchestress.cli;

import io.orchestress.history.History;
import io.orchestress.history.PastRun;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordReader;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forgets old runs; the only command that deletes records, and only when told twice. */
@Command(
        name = "prune",
        description = {
            "Removes all runs but the newest and those of baselines from the history.",
            "With --records their record folders are deleted too; this cannot be undone."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  scripts/orchestress history prune --keep 100",
            "  scripts/orchestress history prune --keep 100 --records   names what would go",
            "  scripts/orchestress history prune --keep 100 --records --yes   deletes it"
        })
final class HistoryPruneCommand implements Callable<Integer> {
    @Mixin
    private HistoryPlace place = new HistoryPlace();

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "newest runs kept, 1 or more; history.keep-runs unless given")
    private @Nullable Integer keep;

    @Option(names = "--records", description = "deletes the record folders of removed runs")
    private boolean records;

    @Option(names = "--yes", description = "really delete records")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        int kept = keep == null ? place.settings().history().keepRuns() : keep;
        if (kept < 1) {
            throw new IOException("--keep " + kept + ": must be 1 or more");
        }
        try (History history = place.open()) {
            return records ? pruneRecords(history, kept) : prune(history, kept);
        } finally {
            place.out().flush();
            place.err().flush();
        }
    }

    private int prune(History history, int kept) {
        place.say(history.prune(kept).size() + " runs removed, no record deleted");
        return ExitCode.PASSED.status();
    }

    /** Runs that were forgotten before still have their records: they are looked for first. */
    private int pruneRecords(History history, int kept) throws IOException {
        history.rebuild(place.records()).problems().forEach(place::warn);
        if (!yes) {
            List<PastRun> surplus = history.surplus(kept);
            surplus.forEach(run -> place.say(run.folder().toString()));
            place.say(surplus.size() + " runs would be removed and these records deleted; confirm with --yes");
            return ExitCode.PASSED.status();
        }
        int deleted = 0;
        List<PastRun> forgotten = history.prune(kept);
        for (PastRun run : forgotten) {
            if (isRecordOf(run)) {
                delete(run.folder());
                deleted++;
            } else {
                place.warn("Not deleted: " + run.folder() + " is not the record of " + run.runId());
            }
        }
        place.say(forgotten.size() + " runs removed, " + deleted + " records deleted");
        return ExitCode.PASSED.status();
    }

    /** What lies there now may be something else. */
    private static boolean isRecordOf(PastRun run) {
        try {
            return !Files.isSymbolicLink(run.folder())
                    && RecordReader.open(run.folder(), RecordReader.Writer.ALIVE)
                            .run()
                            .runId()
                            .equals(run.runId());
        } catch (RecordException e) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
