package io.orchestress.cli;

import io.orchestress.history.DuelLog;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordJson;
import io.orchestress.text.Format;
import io.orchestress.text.Visible;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Duels, newest first. */
@Command(
        name = "duels",
        description = "Lists duels, newest first; later duels estimate their noise from these pairs.",
        mixinStandardHelpOptions = true,
        footer = {"", "  scripts/orchestress history duels --json"})
final class HistoryDuelsCommand implements Callable<Integer> {
    @Mixin
    private HistoryPlace place = new HistoryPlace();

    @Option(names = "--json", description = "an array of duels as in the file beside the history, docs/history.md")
    private boolean json;

    @Override
    public Integer call() {
        DuelLog log = DuelLog.beside(Path.of(place.settings().history().file()));
        List<DuelLog.Entry> newest = new ArrayList<>(log.entries());
        Collections.reverse(newest);
        if (json) {
            place.out().println(Visible.json(RecordJson.text(newest)));
            place.out().flush();
            return ExitCode.PASSED.status();
        }
        TextTable table = new TextTable("duel", "started", "baseline", "candidate", "pairs", "outcome", "reason");
        for (DuelLog.Entry duel : newest) {
            table.row(
                    duel.duelId(),
                    Format.instant(duel.at()),
                    duel.baseline(),
                    duel.candidate(),
                    String.valueOf(duel.differences().size()),
                    duel.outcome().name(),
                    duel.reason());
        }
        table.print(place.out());
        return ExitCode.PASSED.status();
    }
}
