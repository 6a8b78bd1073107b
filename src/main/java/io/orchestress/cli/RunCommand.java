package io.orchestress.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A run needs Gatling in a JVM of its own, which the script starts; here it is listed and explained. */
@Command(
        name = "run",
        customSynopsis = "orchestress run [SIMULATION] [OPTION …] [-Dkey=value …]",
        description = {
            "Runs a simulation, like mvn gatling:test, with exit code 0, 1 or 2.",
            "Other settings are given as -Dkey=value; JVM options such as -Xmx2g are accepted too."
                    + " Other arguments are refused."
        },
        sortOptions = false,
        footer = {
            "",
            "Each option is a setting, too: -Dtarget=URL, -Dusers=N … docs/configuration.md has the others.",
            "",
            "Exit codes: 0 passed, 1 failed or inconclusive, 2 could not be run.",
            "",
            "Examples:",
            "  scripts/orchestress run SmokeTest",
            "  scripts/orchestress run SpikeTest --profile full --target URL",
            "  scripts/orchestress run --target URL --protocol auto --users 20 --duration 30s",
            "  scripts/orchestress run --target URL --rate 3000/min --duration 5m"
        })
@SuppressWarnings("UnusedVariable")
final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SIMULATION",
            description = "such as SpikeTest; without one, AdHocTest, which drives --users or --rate")
    private String simulation = "";

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "target under test, or embedded, which is the default")
    private @Nullable String target;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description = "rest (default), openai, mcp, mcp-stdio, a2a, langgraph or process; auto: detects it")
    private @Nullable String protocol;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "ad-hoc load: N concurrent users, in place of the simulation's phases")
    private @Nullable String users;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "ad-hoc load: N arrivals per second, or such as 3000/min, whatever the target does")
    private @Nullable String rate;

    @Option(names = "--duration", paramLabel = "TIME", description = "of the ad-hoc load, such as 30s; default: 1 min")
    private @Nullable String duration;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "quick (default), standard or full: scales the simulation's phases")
    private @Nullable String profile;

    @Option(names = "--config", paramLabel = "FILE", description = "settings in HOCON")
    private @Nullable String config;

    @Unmatched
    private List<String> settings = List.of();

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(
                command,
                "a run is started by the script: scripts/orchestress "
                        + String.join(" ", command.getParent().getParseResult().originalArgs()));
    }
}
