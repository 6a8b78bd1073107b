package io.orchestress.cli;

import io.orchestress.history.Baseline;
import io.orchestress.history.BaselineMove;
import io.orchestress.history.History;
import io.orchestress.history.Proposal;
import io.orchestress.history.RunRef;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The runs that later ones are held against. */
@Command(
        name = "baseline",
        description = {
            "Defines the runs that later runs are compared with. Only `baseline set` moves a baseline.",
            "One name can hold a baseline for each simulation, profile and protocol."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "  scripts/orchestress baseline set main results/latest --reason 'release 1.4'",
            "  scripts/orchestress baseline log main",
            "Exit codes: 0 done, 1 `propose` found no reason to move, 2 could not be done."
        })
final class BaselineCommand {
    private static final String NAME = "of the baseline: letters, digits, '.', '_', '-'";

    @Command(
            description = "Sets a baseline to runs of one simulation, profile and protocol.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  scripts/orchestress baseline set main results/latest --reason 'release 1.4'",
                "  scripts/orchestress baseline set nightly RUN1 RUN2 RUN3"
            })
    int set(
            @Mixin HistoryPlace place,
            @Parameters(index = "0", paramLabel = "NAME", description = NAME) String name,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "RUN",
                            description = "id of a run, or folder of its record")
                    List<String> runs,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "kept in the log")
                    String reason,
            @Option(
                            names = "--force",
                            description =
                                    "accepts runs that failed, were stopped, are inconclusive or differ in their conditions")
                    boolean force)
            throws IOException {
        try (History history = place.openOrMake(place.records())) {
            List<String> ids = new ArrayList<>();
            for (String run : runs) {
                ids.add(HistoryPlace.runId(history, run));
            }
            Baseline baseline = history.setBaseline(name, ids, now(), user(), reason, force);
            say(place, "Baseline '" + name + "' (" + baseline.scope() + ") is now " + ids(baseline.runs()));
        }
        return ExitCode.PASSED.status();
    }

    @Command(description = "Lists the baselines.", mixinStandardHelpOptions = true)
    int list(@Mixin HistoryPlace place) throws IOException {
        try (History history = place.open()) {
            print(place, history.baselines());
        }
        return ExitCode.PASSED.status();
    }

    @Command(
            description = "Shows one baseline: its runs, and where their records are.",
            mixinStandardHelpOptions = true)
    int show(@Mixin HistoryPlace place, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws IOException {
        try (History history = place.open()) {
            for (Baseline baseline : named(history, name)) {
                say(
                        place,
                        name + " (" + baseline.scope() + "), since " + Format.instant(baseline.since()) + " by "
                                + baseline.by() + (baseline.reason().isEmpty() ? "" : ": " + baseline.reason()));
                for (RunRef run : baseline.runs()) {
                    boolean there = Files.isDirectory(run.folder());
                    say(place, "  " + run.runId() + "  " + run.folder() + (there ? "" : " (missing)"));
                }
            }
        }
        return ExitCode.PASSED.status();
    }

    @Command(
            description = "Removes a baseline, of every simulation, profile and protocol; its runs stay.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin HistoryPlace place,
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "kept in the log")
                    String reason)
            throws IOException {
        try (History history = place.open()) {
            history.removeBaseline(name, now(), user(), reason)
                    .forEach(baseline -> say(
                            place,
                            "Baseline '" + name + "' (" + baseline.scope() + ") removed; it was "
                                    + ids(baseline.runs())));
        }
        return ExitCode.PASSED.status();
    }

    @Command(
            description = {
                "Checks whether a baseline should move to a run that was compared with it.",
                "It should if the run is better by more than 10 %% overall; prints the command that moves it."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  scripts/orchestress baseline propose main results/latest",
                "Exit codes: 0 it should move, 1 it should not."
            })
    int propose(
            @Mixin HistoryPlace place,
            @Parameters(index = "0", paramLabel = "NAME", description = NAME) String name,
            @Parameters(index = "1", paramLabel = "RUN", description = "id of a run, or folder of its record")
                    String runName)
            throws IOException {
        try (History history = place.open()) {
            String id = HistoryPlace.runId(history, runName);
            RunRef ref =
                    history.find(id).orElseThrow(() -> new IOException("there is no run '" + id + "' in the history"));
            RunRecord run =
                    RecordReader.open(ref.folder(), RecordReader.Writer.ALIVE).run();
            Baseline baseline = history.baselineFor(name, run)
                    .orElseThrow(() -> new IOException("there is no baseline '" + name + "' for " + id));
            Proposal proposal = Proposal.of(baseline, run)
                    .orElseThrow(() -> new IOException(id + " was not compared with baseline '" + name
                            + "' as it is now; see docs/regression.md"));
            say(place, proposal.text());
            return proposal.worthIt() ? ExitCode.PASSED.status() : ExitCode.FAILED.status();
        }
    }

    @Command(
            description = "Shows when a baseline was moved, by whom, why and to what; oldest first.",
            mixinStandardHelpOptions = true)
    int log(@Mixin HistoryPlace place, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws IOException {
        try (History history = place.open()) {
            List<BaselineMove> moves = history.baselineMoves().stream()
                    .filter(move -> move.name().equals(name))
                    .toList();
            if (moves.isEmpty()) {
                throw new IOException("there has never been a baseline '" + name + "'");
            }
            TextTable table = new TextTable("when", "who", "of", "to", "reason");
            moves.forEach(move -> table.row(
                    Format.instant(move.at()),
                    move.by(),
                    move.scope().toString(),
                    (move.runs().isEmpty() ? "removed" : ids(move.runs())) + (move.forced() ? " (forced)" : ""),
                    move.reason()));
            table.print(place.out());
        }
        return ExitCode.PASSED.status();
    }

    private static void print(HistoryPlace place, List<Baseline> baselines) {
        TextTable table = new TextTable("baseline", "of", "runs", "since", "by", "reason");
        baselines.forEach(baseline -> table.row(
                baseline.name(),
                baseline.scope().toString(),
                ids(baseline.runs()),
                Format.instant(baseline.since()),
                baseline.by(),
                baseline.reason()));
        table.print(place.out());
    }

    private static List<Baseline> named(History history, String name) throws IOException {
        List<Baseline> baselines = history.baselines().stream()
                .filter(baseline -> baseline.name().equals(name))
                .toList();
        if (baselines.isEmpty()) {
            throw new IOException("there is no baseline '" + name + "'; scripts/orchestress baseline list names them");
        }
        return baselines;
    }

    private static void say(HistoryPlace place, String line) {
        place.say(line);
    }

    private static String ids(List<RunRef> runs) {
        return runs.stream().map(RunRef::runId).collect(Collectors.joining(", "));
    }

    private static Instant now() {
        return TimeSource.SYSTEM.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String user() {
        return System.getProperty("user.name", "unknown");
    }
}
