package io.orchestress.sut.embedded;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A named graph of steps without cycles.
 *
 * @param steps in an order in which every step comes after those it waits for
 */
record WorkflowDefinition(String name, List<Step> steps) {
    /**
     * @param agent type of agent that does it
     * @param after names of the steps that must have completed before it starts
     */
    record Step(String name, String agent, TaskSize size, List<String> after) {
        Step {
            after = List.copyOf(after);
        }

        private static Step of(String name, String agent, TaskSize size, String... after) {
            return new Step(name, agent, size, List.of(after));
        }
    }

    /** plan → three searches side by side → write → review. */
    static final WorkflowDefinition RESEARCH = new WorkflowDefinition(
            "research",
            List.of(
                    Step.of("plan", "planner", TaskSize.SIMPLE),
                    Step.of("search-1", "researcher", TaskSize.MEDIUM, "plan"),
                    Step.of("search-2", "researcher", TaskSize.MEDIUM, "plan"),
                    Step.of("search-3", "researcher", TaskSize.MEDIUM, "plan"),
                    Step.of("write", "writer", TaskSize.COMPLEX, "search-1", "search-2", "search-3"),
                    Step.of("review", "reviewer", TaskSize.MEDIUM, "write")));

    /** build → tests and audit side by side → deploy; the notes need the build only, and deploy needs them too. */
    static final WorkflowDefinition RELEASE = new WorkflowDefinition(
            "release",
            List.of(
                    Step.of("build", "coder", TaskSize.MEDIUM),
                    Step.of("test", "tester", TaskSize.COMPLEX, "build"),
                    Step.of("audit", "reviewer", TaskSize.MEDIUM, "build"),
                    Step.of("notes", "writer", TaskSize.SIMPLE, "build"),
                    Step.of("deploy", "operator", TaskSize.SIMPLE, "test", "audit", "notes")));

    static final List<WorkflowDefinition> ALL = List.of(RESEARCH, RELEASE);

    WorkflowDefinition {
        steps = List.copyOf(steps);
        Set<String> before = new HashSet<>();
        for (Step step : steps) {
            if (!before.containsAll(step.after())) {
                throw new IllegalArgumentException(name + ": step " + step.name() + " is after " + step.after()
                        + ", must be after some of " + before);
            }
            if (!before.add(step.name())) {
                throw new IllegalArgumentException(name + ": two steps are called " + step.name());
            }
        }
    }
}
