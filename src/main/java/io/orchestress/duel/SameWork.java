package io.orchestress.duel;

import io.orchestress.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whether both runs of a pair were the same work: what may differ is the target alone. */
final class SameWork {
    private SameWork() {}

    /** In what they differ, in words. */
    static List<String> differences(RunRecord candidate, RunRecord baseline) {
        List<String> differences = new ArrayList<>();
        differ(
                differences,
                "protocol",
                candidate.target().protocol(),
                baseline.target().protocol());
        differ(differences, "workload", candidate.workload(), baseline.workload());
        differ(differences, "load model", candidate.model(), baseline.model());
        if (differences.isEmpty() && !candidate.plan().equals(baseline.plan())) {
            differences.add("the planned phases differ");
        }
        return differences;
    }

    private static void differ(List<String> differences, String what, Object candidate, Object baseline) {
        if (!Objects.equals(candidate, baseline)) {
            differences.add(what + ": " + candidate + " in the candidate's run, " + baseline + " in the baseline's");
        }
    }
}
