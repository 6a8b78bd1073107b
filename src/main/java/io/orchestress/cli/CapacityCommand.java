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
        description = "How much load a target carries.",
        subcommands = {CapacityPageCommand.class},
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  scripts/orchestress capacity page results/latest"})
final class CapacityCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "capacity needs a command; valid: page");
    }
}
