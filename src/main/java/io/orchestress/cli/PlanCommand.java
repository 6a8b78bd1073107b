package io.orchestress.cli;

import io.orchestress.config.CapacitySettings;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.RecordJson;
import io.orchestress.text.Visible;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.AdHocLoad;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the load that a simulation would drive, phase by phase, and sends nothing. */
@Command(
        name = "plan",
        description = {
            "Prints the phases of a simulation, scaled by the current configuration.",
            "Nothing is sent and nothing is written."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 printed, 2 the configuration cannot be used, or has no such workload.",
            "",
            "Examples:",
            "  scripts/orchestress plan SpikeTest -Dprofile=standard",
            "  scripts/orchestress plan lunch -Dconfig=my.conf --json"
        })
final class PlanCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SIMULATION", description = "such as SpikeTest, or the name of a workload, such as spike")
    private String simulation = "";

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "a setting, or config=FILE, as for a run")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--json", description = "the plan as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.putAll(given);
        Settings settings = SettingsLoader.load(properties);
        String workload = settings.driven(workload(settings.workloads().keySet()));
        Settings driven = workload.equals(CapacitySettings.WORKLOAD) ? settings.searching() : settings;
        PlannedLoad load = new PlannedLoad(
                simulation,
                workload,
                driven,
                Optional.ofNullable(settings.workloads().get(workload))
                        .map(phases -> Plan.of(workload, phases, settings.profile(workload))));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(Visible.json(RecordJson.text(load.json())));
        } else {
            load.print(out);
        }
        out.flush();
        return 0;
    }

    /** The workload of that name, or that of the simulation: {@code SpikeTest} drives {@code spike}, {@code FaultTest} {@code faults}. */
    private String workload(Set<String> known) {
        String name = workloadName(simulation);
        TreeSet<String> all = new TreeSet<>(known);
        all.add(CapacitySettings.WORKLOAD);
        all.add(AdHocLoad.WORKLOAD);
        return Stream.of(simulation, name, name + "s")
                .filter(all::contains)
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "no workload belongs to '" + simulation
                                + "'; give the workload that the simulation passes to its constructor: "
                                + String.join(", ", all)));
    }

    /** Without package and {@code Test}, in lower case with hyphens: {@code load.LateLunchTest} is {@code late-lunch}. */
    private static String workloadName(String simulation) {
        return simulation
                .substring(simulation.lastIndexOf('.') + 1)
                .replaceFirst("Test$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
