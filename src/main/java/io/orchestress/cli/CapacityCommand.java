package io.orchestress.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the target carries. */
@Command(
        name = "capacity",
        description = "Capacity of a target, and how it scales.",
        subcommands = {CapacityShowCommand.class, CapacityFitCommand.class, CapacityPageCommand.class},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A search, which is a run of CapacityTest:",
            "  scripts/orchestress capacity search [-Dtarget=URL] [-Dprofile=standard] \\",
            "    [-Dorchestress.capacity.expected-load=250]",
            "Then:",
            "  scripts/orchestress capacity show results/latest",
            "  scripts/orchestress capacity page results/latest",
            "",
            "Any measurements, by the Universal Scalability Law:",
            "  scripts/orchestress capacity fit steps.csv --over instances --what-if 16",
            "",
            "See docs/capacity.md and docs/scalability.md."
        })
final class CapacityCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "capacity needs a command; valid: search, show, page, fit");
    }
}
