package io.orchestress.analysis.regression;

import io.orchestress.record.InjectorMachine;
import io.orchestress.record.InjectorMachine.Difference.Kind;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Whether the figures of two runs can be set against each other. */
public final class Comparability {
    private Comparability() {}

    /**
     * In what a run and those of a baseline differ beyond what is to be found out.
     *
     * <p>Compared: simulation, workload, profile, load model, arrivals, pace, protocol, target (any embedded orchestrator is like another), the
     * planned phases, the task mix and the settings of the protocol, and the make of the machine. A baseline run must have come to its planned
     * end. A difference of the machine's software may explain a difference, and is a note; so is a machine that one of both does not tell.
     */
    public static ComparabilityResult of(RunRecord candidate, List<RunRecord> baseline) {
        TreeSet<String> differences = new TreeSet<>();
        TreeSet<String> notes = new TreeSet<>();
        for (RunRecord run : baseline) {
            differences.addAll(differences(candidate, run));
            note(candidate, run).ifPresent(notes::add);
        }
        return new ComparabilityResult(List.copyOf(differences), List.copyOf(notes));
    }

    private static Optional<String> note(RunRecord candidate, RunRecord baseline) {
        InjectorMachine.Likeness likeness = InjectorMachine.of(candidate).against(InjectorMachine.of(baseline));
        List<String> software = likeness.differences().stream()
                .filter(difference -> difference.kind() == Kind.SOFTWARE)
                .map(InjectorMachine.Difference::words)
                .toList();
        List<String> said = new ArrayList<>();
        if (!software.isEmpty()) {
            said.add(String.join("; ", software));
        }
        if (!likeness.unknown().isEmpty()) {
            said.add("unknown for one or both runs: " + String.join(", ", likeness.unknown()));
        }
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "A difference may come from the load generators' machines (" + String.join("; ", said) + ").");
    }

    private static List<String> differences(RunRecord candidate, RunRecord baseline) {
        List<String> differences = new ArrayList<>();
        differ(differences, "simulation", candidate.simulation(), baseline.simulation());
        differ(differences, "workload", candidate.workload(), baseline.workload());
        differ(differences, "profile", candidate.profile(), baseline.profile());
        differ(
                differences,
                "load model",
                candidate.model().configName(),
                baseline.model().configName());
        differ(differences, "pace", candidate.paceMillis() + " ms", baseline.paceMillis() + " ms");
        differ(
                differences,
                "protocol",
                candidate.target().protocol(),
                baseline.target().protocol());
        differ(differences, "target", target(candidate), target(baseline));
        if (differences.isEmpty() && !candidate.plan().equals(baseline.plan())) {
            differences.add("the planned phases differ");
        }
        settings(differences, candidate, baseline);
        InjectorMachine.of(candidate).against(InjectorMachine.of(baseline)).differences().stream()
                .filter(difference -> difference.kind() == Kind.MAKE)
                .forEach(
                        difference -> differences.add("the load generator's machine differs in " + difference.words()));
        if (baseline.status() != RunStatus.COMPLETED) {
            differences.add("baseline run " + baseline.runId() + " did not complete ("
                    + baseline.status().json() + ")");
        }
        return differences;
    }

    private static String target(RunRecord run) {
        return run.target().embedded()
                ? "the embedded orchestrator"
                : run.target().url();
    }

    private static void settings(List<String> differences, RunRecord candidate, RunRecord baseline) {
        TreeSet<String> keys = new TreeSet<>(candidate.configuration().keySet());
        keys.retainAll(baseline.configuration().keySet());
        String protocol = "protocols." + candidate.target().protocol() + ".";
        for (String key : keys) {
            if (key.equals("load.arrivals") || key.startsWith("task-mix.") || key.startsWith(protocol)) {
                differ(
                        differences,
                        key,
                        candidate.configuration().getOrDefault(key, ""),
                        baseline.configuration().getOrDefault(key, ""));
            }
        }
    }

    private static void differ(List<String> differences, String what, Object candidate, Object baseline) {
        if (!Objects.equals(candidate, baseline)) {
            differences.add(what + " is " + candidate + ", was " + baseline);
        }
    }
}
