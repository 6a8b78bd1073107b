package io.orchestress.analysis.regression;

import io.orchestress.run.RunRecord;
import io.orchestress.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Whether the figures of two runs can be set against each other. */
public final class Comparability {
    private Comparability() {}

    /**
     * In what two runs differ beyond what is to be found out, in words; nothing: they can be compared.
     *
     * <p>Compared: simulation, workload, profile, load model, pace, protocol, target (any embedded orchestrator is like another), the
     * planned phases, the task mix and the settings of the protocol. A baseline run must have come to its planned end.
     */
    public static List<String> differences(RunRecord candidate, RunRecord baseline) {
        List<String> differences = new ArrayList<>();
        differ(differences, "simulation", candidate.simulation(), baseline.simulation());
        differ(differences, "workload", candidate.workload(), baseline.workload());
        differ(differences, "profile", candidate.profile(), baseline.profile());
        differ(differences, "load model", candidate.model(), baseline.model());
        differ(differences, "pace", candidate.paceMillis() + " ms", baseline.paceMillis() + " ms");
        differ(
                differences,
                "protocol",
                candidate.target().protocol(),
                baseline.target().protocol());
        differ(differences, "target", target(candidate), target(baseline));
        if (differences.isEmpty() && !candidate.plan().equals(baseline.plan())) {
            differences.add("the planned phases are not the same");
        }
        settings(differences, candidate, baseline);
        if (baseline.status() != RunStatus.COMPLETED) {
            differences.add("baseline run " + baseline.runId() + " did not come to its planned end ("
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
            if (key.startsWith("task-mix.") || key.startsWith(protocol)) {
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
