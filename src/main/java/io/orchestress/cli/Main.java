package io.orchestress.cli;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.history.HistoryException;
import io.orchestress.imports.ImportException;
import io.orchestress.run.ExitCode;
import io.orchestress.run.RecordException;
import io.orchestress.run.Tool;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of {@code scripts/orchestress}. */
@Command(
        name = "orchestress",
        description = "Load and stress testing for agent orchestrators.",
        subcommands = {
            PublishCommand.class,
            ReportCommand.class,
            GateCommand.class,
            CompareCommand.class,
            HistoryCommand.class,
            BaselineCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            CapacityCommand.class,
            ServeCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Exit codes: 0 passed, 1 failed or inconclusive, 2 could not be run.",
            "A run is started by: scripts/orchestress run SpikeTest [-Dkey=value …]",
            "or by Maven: mvn gatling:test -Dsimulation=SpikeTest"
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** What a user can mend gets its message only; anything else is a defect of ours and shows where. */
    static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof RecordException
                || e instanceof InvalidConfigException
                || e instanceof HistoryException
                || e instanceof ImportException
                || e instanceof IOException) {
            command.getErr().println(e.getMessage());
            return ExitCode.NOT_RUN.status();
        }
        throw e;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"orchestress " + Tool.VERSION};
        }
    }
}
