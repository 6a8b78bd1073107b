package io.orchestress.backend.script;

import io.orchestress.backend.law.Law;
import io.orchestress.backend.law.LawReader;
import io.orchestress.config.Section;
import io.orchestress.protocol.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tasks of a script: each tool that is asked for is known, each way through has an end, and none is a cycle. */
final class TaskReader {
    /** The schema of a tool that names none. */
    static final String ONE_TEXT =
            "{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"}},\"required\":[\"query\"]}";

    private static final List<String> OF_MODELS = List.of("nonce", "task", "model", "turn", "prompt", "filler");
    private static final List<String> OF_ARGUMENTS = List.of("nonce", "task", "model", "turn", "prompt");
    private static final int MOST_TURNS = 1_000;

    /** Stands in for a script that cannot be used. */
    static final ScriptedTask NONE =
            new ScriptedTask("none", "", List.of(new Turn.Answer(new Template("#{nonce}"), null)));

    private final Map<String, Tool> tools;
    private final Map<String, Written> written = new LinkedHashMap<>();

    /**
     * A task before it is put together.
     *
     * @param then the task that goes on where this one stops; null: none
     */
    private record Written(
            Section section,
            String name,
            String when,
            List<Turn> turns,
            @Nullable String then) {}

    TaskReader(Map<String, Tool> tools) {
        this.tools = tools;
    }

    List<ScriptedTask> tasks(Section script) {
        List<Section> sections = script.sections("tasks");
        for (Section s : sections) {
            Written task = task(s);
            if (written.put(task.name, task) != null) {
                s.problem("name", "two tasks have this name; valid: a name of its own for each");
            }
        }
        List<ScriptedTask> tasks = new ArrayList<>();
        for (Written task : written.values()) {
            List<Turn> turns = whole(task);
            if (turns.size() > MOST_TURNS) {
                task.section.problem("has " + turns.size() + " turns; valid: at most " + MOST_TURNS);
            } else if (turns.get(turns.size() - 1) instanceof Turn.Answer) {
                tasks.add(new ScriptedTask(task.name, task.when.toLowerCase(Locale.ROOT), turns));
            }
        }
        checkOrder();
        if (sections.isEmpty() && script.has("tasks")) {
            script.problem("tasks", "a script needs at least one task");
        }
        return tasks.isEmpty() ? List.of(NONE) : tasks;
    }

    /** A task that fits every prompt hides those after it; without one at the end a prompt may find none. */
    private void checkOrder() {
        List<Written> all = List.copyOf(written.values());
        for (int i = 0; i < all.size(); i++) {
            boolean last = i == all.size() - 1;
            Written task = all.get(i);
            if (last && !task.when.isEmpty()) {
                task.section.problem(
                        "when", "the last task must fit every prompt, or a prompt may find none; valid: no when here");
            } else if (!last && task.when.isEmpty() && !isOnlyFollowed(task.name)) {
                task.section.problem(
                        "fits every prompt, so that no task after it is ever played; valid: a when, or as the last task");
            }
        }
    }

    private boolean isOnlyFollowed(String name) {
        return written.values().stream().anyMatch(task -> name.equals(task.then));
    }

    private Written task(Section s) {
        String name = s.text("name");
        String when = s.has("when") ? s.text("when") : "";
        List<Turn> turns = new ArrayList<>();
        String then = null;
        List<Section> sections = s.sections("turns");
        for (int i = 0; i < sections.size(); i++) {
            Section turn = sections.get(i);
            boolean last = i == sections.size() - 1;
            if (turn.has("tools")) {
                turns.addAll(
                        Collections.nCopies(turn.has("times") ? turn.integer("times", 1, MOST_TURNS) : 1, ask(turn)));
            } else if (turn.has("answer") || turn.has("then")) {
                if (!last) {
                    turn.problem("ends the task, and turns follow it; valid: as the last turn");
                }
                then = turn.has("then") ? turn.text("then") : null;
                if (turn.has("answer")) {
                    turns.add(answer(turn));
                }
            } else {
                turn.problem("does nothing; valid: tools = [NAME, …], answer = \"TEXT\", or then = TASK");
            }
        }
        return new Written(s, name, when, turns, then);
    }

    private static Turn.Answer answer(Section turn) {
        @Nullable Law tokens = turn.has("tokens") ? LawReader.number(turn, "tokens", 1, 100_000) : null;
        return new Turn.Answer(new Template(turn.textWith("answer", OF_MODELS)), tokens);
    }

    private Turn.Ask ask(Section turn) {
        List<String> names = turn.texts("tools");
        if (names.isEmpty()) {
            turn.problem(
                    "tools", "names no tool; valid: [NAME, …], or [\"*\"] for the first one that the target offers");
        }
        Map<String, Template> arguments = new LinkedHashMap<>();
        if (turn.has("arguments")) {
            Section given = turn.section("arguments");
            for (String name : given.names()) {
                if (!names.contains(name)) {
                    given.problem(name, "is not asked for in this turn; valid: " + String.join(", ", names));
                }
                arguments.put(name, new Template(given.jsonObject(name, OF_ARGUMENTS)));
            }
        }
        List<Turn.Request> requests = new ArrayList<>();
        for (String name : names) {
            if (!name.equals(Turn.Request.ANY) && !tools.containsKey(name)) {
                turn.problem(
                        "tools",
                        "unknown tool '" + name + "'; valid: "
                                + (tools.isEmpty()
                                        ? "none, for the script has no tools { … }"
                                        : String.join(", ", tools.keySet()))
                                + ", or \"*\" for the first one that the target offers");
            }
            requests.add(new Turn.Request(name, arguments.get(name)));
        }
        return new Turn.Ask(requests);
    }

    /** With the turns of those that go on where it stops; without an end where there is none, which has been reported then. */
    private List<Turn> whole(Written task) {
        List<Turn> turns = new ArrayList<>(task.turns);
        Set<String> passed = new LinkedHashSet<>(Set.of(task.name));
        Written at = task;
        while (at.then != null) {
            Written next = written.get(at.then);
            if (next == null) {
                at.section.problem("unknown task '" + at.then + "' in then; valid: "
                        + String.join(", ", new HashSet<>(written.keySet())));
                return List.of(new Turn.Ask(List.of()));
            }
            if (!passed.add(next.name)) {
                task.section.problem("never ends, its turns are a cycle: " + String.join(" → ", passed) + " → "
                        + next.name + "; valid: a last turn with an answer");
                return List.of(new Turn.Ask(List.of()));
            }
            turns.addAll(next.turns);
            at = next;
        }
        if (turns.isEmpty() || !(turns.get(turns.size() - 1) instanceof Turn.Answer)) {
            at.section.problem("turns", "the task never ends; valid: a last turn with an answer");
            return List.of(new Turn.Ask(List.of()));
        }
        return turns;
    }
}
