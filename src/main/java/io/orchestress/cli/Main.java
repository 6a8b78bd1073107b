package io.orchestress.cli;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.history.HistoryException;
import io.orchestress.importer.ImportException;
import io.orchestress.plugin.PluginException;
import io.orchestress.record.ExceptionText;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordException;
import io.orchestress.record.Tool;
import io.orchestress.text.Console;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of {@code scripts/orchestress}. */
@Command(
        name = "orchestress",
        description = "Load and stress testing for agent orchestrators.",
        subcommands = {
            RunCommand.class,
            InitCommand.class,
            PublishCommand.class,
            ReportCommand.class,
            GateCommand.class,
            WatchCommand.class,
            CompareCommand.class,
            DuelCommand.class,
            HistoryCommand.class,
            BaselineCommand.class,
            CalibrateCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            CapacityCommand.class,
            PlanCommand.class,
            ServeCommand.class,
            BackendCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Exit codes: 0 passed, 1 failed or inconclusive, 2 could not be run.",
            "A run by Maven: mvn gatling:test -Dsimulation=SpikeTest"
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Console.showProgress();
        Console out = Console.over(System.out);
        Console err = Console.over(System.err);
        System.exit(run(arguments, out, err, System.getenv()));
    }

    /**
     * Runs one command. Where GitHub reads along, it takes no line of ours for a command but the annotations: what a record or a target
     * says is repeated on the console.
     */
    static int run(String[] arguments, Console out, Console err, Map<String, String> environment) {
        // Of what a program is to read nothing may be a line of another kind.
        Console muted = List.of(arguments).contains("--json") ? err : out;
        if (Console.isWatched(environment)) {
            muted.mute();
        }
        try {
            return commandLine().setOut(out).setErr(err).execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) {
            err.println("Not done: " + Visible.line(ExceptionText.unforeseen(e)));
            return ExitCode.NOT_RUN.status();
        } finally {
            muted.unmute();
            out.flush();
            err.flush();
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setOut(Console.over(System.out))
                .setErr(Console.over(System.err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExecutionExceptionHandler(Main::explain)
                .setParameterExceptionHandler(Main::explainUse)
                .setExitCodeExceptionMapper(e -> ExitCode.NOT_RUN.status())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** What a user can mend gets its message only; anything else is a defect of ours and shows where. Neither has been done, and neither passes. */
    static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof RecordException
                || e instanceof InvalidConfigException
                || e instanceof HistoryException
                || e instanceof ImportException
                || e instanceof PluginException) {
            command.getErr().println(message(e));
        } else if (e instanceof IOException io) {
            command.getErr().println(Visible.line(ExceptionText.inWords(io)));
        } else if (e instanceof UncheckedIOException io) {
            command.getErr().println(Visible.line(ExceptionText.inWords(Objects.requireNonNull(io.getCause()))));
        } else {
            command.getErr().println("Not done: " + Visible.line(ExceptionText.unforeseen(e)));
        }
        return ExitCode.NOT_RUN.status();
    }

    /** What is wrong with the arguments, in one line, and how to use the command. */
    private static int explainUse(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(Visible.line(String.valueOf(e.getMessage())));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.usage(command.getErr());
        }
        return ExitCode.NOT_RUN.status();
    }

    /** A line for each problem of a configuration, one line for anything else, whatever is in it. */
    private static String message(Exception e) {
        return e instanceof InvalidConfigException invalid
                ? invalid.problems().stream()
                        .map(problem -> Visible.line(problem.toString()))
                        .collect(Collectors.joining(System.lineSeparator()))
                : Visible.line(String.valueOf(e.getMessage()));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"orchestress " + Tool.VERSION};
        }
    }
}
