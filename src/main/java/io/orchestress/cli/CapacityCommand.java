package io.orchestress.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much load a target carries. */
@Command(
        name = "capacity",
        description = "How much load a target carries, and how that grows with what it is given.",
        subcommands = {CapacityFitCommand.class},
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  scripts/orchestress capacity fit steps.csv --over instances --what-if 16"})
final class CapacityCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "capacity needs a command; valid: fit");
    }
}
