package io.orchestress.scenario;

import static io.gatling.javaapi.core.CoreDsl.doSwitch;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.onCase;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.config.Settings;
import io.orchestress.gatling.Requests;
import io.orchestress.workload.kind.WorkloadSize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Draws one of several kinds of task by the weights of {@code orchestress.task-mix}, with a prompt from the feeder. */
public final class TaskMix {
    private static final String PROMPT = "prompt";
    private static final String SIZE = "size";
    private static final String DRAWS = "orchestress.draws";
    private static final String FILLER = " and so on,";

    private final Requests requests;
    private final Settings.TaskMix mix;
    private final List<Map<String, Object>> tasks;
    private final long seed;
    private final List<Kind> kinds = new ArrayList<>();

    private record Kind(double weight, List<Map<String, Object>> rows) {}

    private TaskMix(Requests requests, Settings.TaskMix mix, List<Map<String, Object>> tasks, long seed) {
        this.requests = requests;
        this.mix = mix;
        this.seed = seed;
        this.tasks = tasks;
    }

    /**
     * One of the tasks, drawn by weight.
     *
     * @param chain of a size; it finds {@code size}, {@code prompt}, {@code expected_agent} and every other column of the feeder in the session
     * @throws io.orchestress.config.InvalidConfigException when the feeder has no task of a size that has a weight
     */
    public static ChainBuilder chain(Requests requests, Function<WorkloadSize, ChainBuilder> chain) {
        Map<WorkloadSize, ChainBuilder> chains = new EnumMap<>(WorkloadSize.class);
        for (WorkloadSize size : WorkloadSize.values()) {
            chains.put(size, chain.apply(size));
        }
        return drawn(requests.tenants().isEmpty() ? List.of(of(requests)) : ofTenants(requests), chains);
    }

    /** Whether users, of any tenant, have tasks of this size done. */
    static boolean hasWeight(Requests requests, WorkloadSize size) {
        Settings.TaskMix all = requests.settings().taskMix();
        return requests.tenants().isEmpty()
                ? all.weight(size) > 0
                : requests.tenants().stream()
                        .anyMatch(tenant -> tenant.over(all).weight(size) > 0);
    }

    /** Each draws from a mix and a feeder of its own. */
    private static List<TaskMix> ofTenants(Requests requests) {
        Settings.TaskMix all = requests.settings().taskMix();
        return requests.tenants().stream()
                .map(tenant -> of(requests, tenant.over(all)))
                .toList();
    }

    private static ChainBuilder drawn(List<TaskMix> mixes, Map<WorkloadSize, ChainBuilder> chains) {
        chains.keySet().forEach(size -> mixes.forEach(mix -> mix.add(size)));
        List<Draws> draws = mixes.stream().map(TaskMix::draws).toList();
        ChainBuilder drawn = exec(session -> {
            int mix = Math.max(0, Requests.tenant(session));
            return mixes.get(mix).drawn(draws.get(mix), session);
        });
        List<WorkloadSize> sizes = chains.keySet().stream()
                .filter(size -> mixes.stream().anyMatch(mix -> mix.mix.weight(size) > 0))
                .toList();
        // Gatling's switch wants two ways at least.
        return sizes.size() == 1
                ? drawn.exec(chains.get(sizes.get(0)))
                : drawn.exec(doSwitch(session -> session.getString(SIZE))
                        .on(sizes.stream()
                                .map(size -> onCase(size.configName()).then(chains.get(size)))
                                .toList()));
    }

    /** Returns the values of the first task that has a weight, which templates of a request before the load may name. */
    public static Map<String, String> first(Requests requests) {
        return (requests.tenants().isEmpty()
                        ? of(requests)
                        : ofTenants(requests).get(0))
                .first();
    }

    private static TaskMix of(Requests requests) {
        return of(requests, requests.settings().taskMix());
    }

    private static TaskMix of(Requests requests, Settings.TaskMix mix) {
        List<Map<String, Object>> tasks = requests.records(mix.tasksFile(), SIZE, PROMPT, "expected_agent").stream()
                .map(task -> longer(task, mix.payloadBytes()))
                .toList();
        return new TaskMix(requests, mix, tasks, requests.settings().load().seed());
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

    private Map<String, String> first() {
        Map<String, Object> task = tasks.stream()
                .filter(row ->
                        Stream.of(WorkloadSize.values()).anyMatch(size -> mix.weight(size) > 0 && isOf(size, row)))
                .findFirst()
                .orElse(Map.of(SIZE, WorkloadSize.SIMPLE.configName(), PROMPT, ""));
        Map<String, String> values = new HashMap<>();
        task.forEach((name, value) -> values.put(name, String.valueOf(value)));
        values.put("uuid", "00000000-0000-4000-8000-000000000000");
        values.put("user", "0");
        values.put("turn", "1");
        return values;
    }

    private static boolean isOf(WorkloadSize size, Map<String, Object> task) {
        return size.configName().equals(task.get(SIZE));
    }

    private void add(WorkloadSize size) {
        List<Map<String, Object>> ofSize =
                tasks.stream().filter(task -> isOf(size, task)).toList();
        double weight = mix.weight(size);
        if (weight > 0) {
            requests.requireRecords(mix.tasksFile(), ofSize, "rows of size " + size + ", whose weight is above 0");
            kinds.add(new Kind(weight, ofSize));
        }
    }

    private Draws draws() {
        return new Draws(
                seed,
                kinds.stream().mapToDouble(Kind::weight).toArray(),
                kinds.stream().mapToInt(kind -> kind.rows().size()).toArray());
    }

    private Session drawn(Draws draws, Session session) {
        long before = session.contains(DRAWS) ? session.getLong(DRAWS) : 0;
        Draws.Draw draw = draws.of(session.userId(), before);
        return session.setAll(kinds.get(draw.kind()).rows().get(draw.row())).set(DRAWS, before + 1);
    }
}
