package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
    /** The script shows these without building anything. */
    @ParameterizedTest
    @CsvSource({"'', help.txt", "run, help-run.txt"})
    void theScriptShowsWhatTheCommandsSay(String command, String file) throws IOException {
        CommandLine line = Main.commandLine();
        CommandLine shown = command.isEmpty() ? line : line.getSubcommands().get(command);

        Golden.assertMatches("../../../../scripts/lib/" + file, shown.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }

    static Stream<CommandLine> everyCommand() {
        List<CommandLine> all = new ArrayList<>();
        collect(Main.commandLine(), all);
        return all.stream();
    }

    private static void collect(CommandLine line, List<CommandLine> all) {
        all.add(line);
        line.getSubcommands().values().forEach(sub -> collect(sub, all));
    }

    /** A line that is wrapped in the middle of an address cannot be copied. */
    @ParameterizedTest
    @MethodSource("everyCommand")
    void examplesAreNotWrapped(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().footer())
                .filteredOn(line -> line.startsWith("  "))
                .as(command.getCommandName())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(command.getUsageHelpWidth()));
    }

    /** The list of commands shows the first line of a description only: it must be a sentence. */
    @ParameterizedTest
    @MethodSource("everyCommand")
    void theFirstLineOfADescriptionIsASentence(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();

        assertThat(description).as(command.getCommandName()).isNotEmpty();
        assertThat(description[0]).as(command.getCommandName()).endsWith(".");
    }
}
