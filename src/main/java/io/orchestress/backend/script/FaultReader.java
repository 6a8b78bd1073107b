package io.orchestress.backend.script;

import io.orchestress.backend.law.Law;
import io.orchestress.workload.kind.BackendFault;
import io.orchestress.workload.kind.BackendFault.Kind;
import io.orchestress.workload.kind.BackendFault.Subject;
import java.util.List;
import java.util.Map;

/** Reads faults, and refuses those that nothing in a script can have: they would test nothing. */
public final class FaultReader {
    private FaultReader() {}

    /**
     * Reads faults for a script.
     *
     * @throws IllegalArgumentException saying what is wrong, and what would be valid
     */
    public static List<BackendFault> parse(String text, Map<String, Tool> tools) {
        List<BackendFault> faults = BackendFault.parse(text);
        List<Tool> served = tools.values().stream().filter(Tool::served).toList();
        for (BackendFault fault : faults) {
            if (fault.subject() == Subject.TOOL) {
                List<Tool> these = served.stream()
                        .filter(tool -> fault.isOf(Subject.TOOL, tool.name()))
                        .toList();
                if (these.isEmpty()) {
                    throw new IllegalArgumentException("this backend serves no tool '" + fault.name() + "'; valid: "
                            + (served.isEmpty()
                                    ? "faults of models, for it serves no tools"
                                    : String.join(
                                            ", ",
                                            served.stream().map(Tool::name).toList())));
                }
                checkSlow(fault, these);
            }
        }
        return faults;
    }

    /** A multiple of nothing is nothing. */
    private static void checkSlow(BackendFault fault, List<Tool> tools) {
        if (fault.kind() == Kind.SLOW && fault.delay().isZero()) {
            for (Tool tool : tools) {
                if (tool.latencyNanos() instanceof Law.Fixed fixed && fixed.value() == 0) {
                    throw new IllegalArgumentException("the tool '" + tool.name()
                            + "' has a latency of 0, and a multiple of it is 0; valid: delay=2s, or a latency of the tool"
                            + " in the script");
                }
            }
        }
    }
}
