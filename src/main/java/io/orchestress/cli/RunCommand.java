package io.orchestress.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A run needs Gatling in a JVM of its own, which the script starts; here it is listed and explained. */
@Command(
        name = "run",
        customSynopsis = "orchestress run SIMULATION [-Dkey=value …]",
        description = {
            "Runs a simulation, like mvn gatling:test, with exit code 0, 1 or 2.",
            "Settings are given as -Dkey=value; JVM options such as -Xmx2g are accepted too. Other arguments are refused."
        },
        footer = {
            "",
            "Short settings: -Dtarget=URL (or embedded), -Dprotocol=NAME, -Dprofile=quick|standard|full, -Dconfig=FILE.",
            "Without a target the embedded orchestrator is tested. docs/configuration.md has the others.",
            "",
            "Exit codes: 0 passed, 1 failed or inconclusive, 2 could not be run.",
            "",
            "Examples:",
            "  scripts/orchestress run SmokeTest",
            "  scripts/orchestress run SpikeTest -Dprofile=full -Dtarget=http://10.0.0.5"
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SIMULATION", description = "such as SpikeTest")
    private String simulation = "";

    @Unmatched
    private List<String> settings = List.of();

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "a run is started by the script: scripts/orchestress run " + simulation + " "
                        + String.join(" ", settings));
    }
}
