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
        description = "How much load a target carries, and how that grows with what it is given.",
        subcommands = {CapacityShowCommand.class, CapacityFitCommand.class, CapacityPageCommand.class},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A search, which is a run of CapacityTest:",
            "  scripts/orchestress capacity search [-Dtarget=URL] [-Dprofile=standard] [-Dorchestress.capacity.expected-load=250]",
            "Then:",
            "  scripts/orchestress capacity show results/latest",
            "  scripts/orchestress capacity page results/latest",
            "",
            "Measurements of anybody's, by the Universal Scalability Law:",
            "  scripts/orchestress capacity fit steps.csv --over instances --what-if 16",
            "",
            "docs/capacity.md and docs/scalability.md say how it is found and what it means."
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
