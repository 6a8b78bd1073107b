package load.scenario;

import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Choice;
import io.orchestress.config.Settings;
import io.orchestress.gatling.Requests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws one of several kinds of task by the weights of {@code orchestress.task-mix}, with a prompt from the feeder. */
final class TaskMix {
    private static final String PROMPT = "prompt";
    private static final String FILLER = " and so on,";

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
        List<Map<String, Object>> tasks = requests.records(mix.tasksFile(), "size", "prompt", "expected_agent").stream()
                .map(task -> longer(task, mix.payloadBytes()))
                .toList();
        return new TaskMix(weights, tasks);
    }

    /** With a prompt of at least so many bytes: no word that is added says anything to a router. */
    private static Map<String, Object> longer(Map<String, Object> task, int bytes) {
        String prompt = String.valueOf(task.get(PROMPT));
        int missing = bytes - prompt.getBytes(UTF_8).length;
        if (missing <= 0) {
            return task;
        }
        Map<String, Object> longer = new HashMap<>(task);
        longer.put(PROMPT, prompt + FILLER.repeat(missing / FILLER.length() + 1).substring(0, missing));
        return longer;
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
