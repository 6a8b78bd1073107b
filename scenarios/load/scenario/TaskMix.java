package load.scenario;

import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Choice;
import io.orchestress.config.Settings;
import io.orchestress.gatling.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws one of several kinds of task by the weights of {@code orchestress.task-mix}, with a prompt from the feeder. */
final class TaskMix {
    private final Map<String, Double> weights;
    private final double sum;
    private final List<Map<String, Object>> tasks;
    private final List<Choice.WithWeight> choices = new ArrayList<>();

    private TaskMix(Map<String, Double> weights, List<Map<String, Object>> tasks) {
        this.weights = weights;
        this.sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        this.tasks = tasks;
    }

    static TaskMix of(Requests requests) {
        Settings.TaskMix mix = requests.settings().taskMix();
        Map<String, Double> weights = Map.of(
                "simple", mix.simple(), "medium", mix.medium(), "complex", mix.complex(), "workflow", mix.workflow());
        return new TaskMix(weights, requests.records(mix.tasksFile(), "size", "prompt", "expected_agent"));
    }

    /** @param chain finds {@code size}, {@code prompt} and {@code expected_agent} in the session */
    TaskMix then(String size, ChainBuilder chain) {
        List<Map<String, Object>> ofSize =
                tasks.stream().filter(task -> size.equals(task.get("size"))).toList();
        double weight = weights.getOrDefault(size, 0.0);
        if (weight > 0) {
            Requests.requireRecords(ofSize, "rows of size " + size);
            choices.add(percent(100 * weight / sum)
                    .then(feed(listFeeder(ofSize).random()).exec(chain)));
        }
        return this;
    }

    ChainBuilder chain() {
        return randomSwitch().on(choices);
    }
}
