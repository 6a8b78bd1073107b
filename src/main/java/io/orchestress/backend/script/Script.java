package io.orchestress.backend.script;

import io.orchestress.workload.kind.BackendFault;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The script by which models and tools behind a target answer.
 *
 * @param tasks in order: the first that fits a prompt is played; the last fits every prompt
 * @param tools by name, in alphabetical order
 * @param models the last one is for all that no other is for
 * @param faults from the start
 */
public record Script(List<ScriptedTask> tasks, Map<String, Tool> tools, List<Model> models, List<BackendFault> faults) {
    public Script {
        faults = List.copyOf(faults);
        tasks = List.copyOf(tasks);
        models = List.copyOf(models);
        if (tasks.isEmpty() || models.isEmpty()) {
            throw new IllegalArgumentException("a script needs a task and a model");
        }
    }

    /** The index of the task that is played for a prompt. */
    public int taskFor(String prompt) {
        String lower = prompt.toLowerCase(Locale.ROOT);
        for (int i = 0; i < tasks.size() - 1; i++) {
            if (tasks.get(i).fits(lower)) {
                return i;
            }
        }
        return tasks.size() - 1;
    }

    /** The model of this name, by its own block or by the first whose pattern fits. */
    public Model model(String name) {
        for (Model model : models) {
            if (model.isFor(name)) {
                return model;
            }
        }
        return models.get(models.size() - 1);
    }
}
