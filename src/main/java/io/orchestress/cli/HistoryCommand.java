package io.orchestress.cli;

import io.orchestress.history.History;
import io.orchestress.history.HistoryException;
import io.orchestress.history.HistoryExport;
import io.orchestress.history.PastRun;
import io.orchestress.history.Rebuild;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordJson;
import io.orchestress.text.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The runs that are remembered. */
@Command(
        name = "history",
        description = "The history of runs: lists them, shows one, adds records, removes old ones.",
        subcommands = {
            HistoryListCommand.class,
            HistoryShowCommand.class,
            HistoryTrendCommand.class,
            HistoryDuelsCommand.class,
            HistoryPruneCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "  scripts/orchestress history list --simulation SpikeTest",
            "  scripts/orchestress history add results/spiketest-20260301-100000-000",
            "Exit codes: 0 done, 2 could not be done. See docs/history.md."
        })
final class HistoryCommand {

    @Command(
            description = {
                "Adds records, replacing earlier entries of the same runs.",
                "Every run in the configured record.folder is added automatically at its end."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  scripts/orchestress history add downloads/spiketest-*",
                "Exit codes: 0 all added, 2 not all."
            })
    int add(
            @Mixin HistoryPlace place,
            @Parameters(arity = "1..*", paramLabel = "RECORD", description = "folder of a record") List<Path> records)
            throws IOException {
        int refused = 0;
        try (History history = place.openOrMake(place.records())) {
            for (Path record : records) {
                try {
                    place.say("Added " + HistoryPlace.add(history, record).runId());
                } catch (RecordException | IOException e) {
                    refused++;
                    place.warn("Not added: " + e.getMessage());
                } catch (HistoryException e) {
                    if (e.kind() != HistoryException.Kind.ASKED_WRONG) {
                        throw e;
                    }
                    refused++;
                    place.warn("Not added: " + e.getMessage());
                }
            }
            forget(place, history);
        }
        return refused == 0 ? ExitCode.PASSED.status() : ExitCode.NOT_RUN.status();
    }

    @Command(
            description = {
                "Adds all records of a folder. Entries of runs without a record stay.",
                "A damaged store is set aside first, as by any command that finds one."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  scripts/orchestress history rebuild",
                "  scripts/orchestress history rebuild /mnt/archive/results",
                "Exit codes: 0 done, 2 a record could not be added."
            })
    int rebuild(
            @Mixin HistoryPlace place,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "RESULTS",
                            description = "folder of records; record.folder unless given")
                    @Nullable
                    Path folder)
            throws IOException {
        Path records = folder == null ? place.records() : folder;
        if (!Files.isDirectory(records)) {
            throw new IOException("there is no folder " + records + "; expected one with records in it");
        }
        try (History history = place.openOrMake(records)) {
            Rebuild rebuild = history.rebuild(records);
            rebuild.problems().forEach(place::warn);
            place.say("Added " + Format.count(rebuild.added(), "record") + " from " + records);
            forget(place, history);
            return rebuild.problems().isEmpty() ? ExitCode.PASSED.status() : ExitCode.NOT_RUN.status();
        }
    }

    @Command(
            description = "Writes the whole history into one JSON file (docs/history.md).",
            mixinStandardHelpOptions = true,
            footer = {"", "  scripts/orchestress history export history.json"})
    int export(@Mixin HistoryPlace place, @Parameters(paramLabel = "FILE.json") Path file) throws IOException {
        try (History history = place.open()) {
            HistoryExport export = history.export();
            RecordJson.writeAtomically(file.toAbsolutePath(), export);
            place.say(export.runs().size() + " runs written to " + file);
        }
        return ExitCode.PASSED.status();
    }

    private static void forget(HistoryPlace place, History history) {
        int keep = place.settings().history().keepRuns();
        List<PastRun> forgotten = history.prune(keep);
        if (!forgotten.isEmpty()) {
            place.say(forgotten.size() + " forgotten, the oldest beyond history.keep-runs = " + keep);
        }
        place.out().flush();
        place.err().flush();
    }
}
