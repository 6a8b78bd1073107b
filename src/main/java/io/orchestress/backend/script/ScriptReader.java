package io.orchestress.backend.script;

import io.orchestress.backend.law.Law;
import io.orchestress.backend.law.LawReader;
import io.orchestress.config.Section;
import io.orchestress.protocol.Template;
import io.orchestress.workload.kind.BackendFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a script; whatever is wrong is a problem of its section, with file and line. */
public final class ScriptReader {
    /** Shipped: the default script, and what any other leaves out of its models. */
    private static final String DEFAULT = "backend/default-script.conf";

    private static final String LAWS = "backend/default-models.conf";
    private static final double MOST_TOKENS = 100_000;
    private static final double MOST_TOKENS_PER_SEC = 1e6;
    private static final int MOST_PER_MINUTE = 1_000_000_000;

    /** Names that results of tools know. */
    private static final List<String> OF_TOOLS = List.of("nonce", "tool");

    private ScriptReader() {}

    /**
     * The script in the file that {@code key} names; empty: the default one.
     *
     * @param s where the key stands
     */
    public static Script read(Section s, String key) {
        Section.Overlay read = s.overlay(key, s.text(key).isEmpty() ? DEFAULT : LAWS);
        Section script = read.merged();
        List<Model> models = models(script.section("models"));
        Map<String, Tool> tools = script.has("tools") ? tools(script.section("tools")) : Map.of();
        List<ScriptedTask> tasks = read.isRead() ? new TaskReader(tools).tasks(script) : List.of(TaskReader.NONE);
        return new Script(tasks, tools, models, faults(script, tools));
    }

    private static List<BackendFault> faults(Section script, Map<String, Tool> tools) {
        List<BackendFault> faults = new ArrayList<>();
        if (script.has("faults")) {
            for (String text : script.texts("faults")) {
                try {
                    faults.addAll(FaultReader.parse(text, tools));
                } catch (IllegalArgumentException e) {
                    script.problem("faults", String.valueOf(e.getMessage()));
                }
            }
        }
        return faults;
    }

    private static List<Model> models(Section s) {
        Model usual = model(Model.DEFAULT, s.section(Model.DEFAULT), null);
        List<Model> named = new ArrayList<>();
        s.named().forEach((name, section) -> {
            if (!name.equals(Model.DEFAULT)) {
                named.add(model(name, section, usual));
            }
        });
        // A whole name is the most particular one, then the longest beginning.
        named.sort(Comparator.comparing((Model model) -> model.pattern().endsWith("*"))
                .thenComparing(model -> -model.pattern().length()));
        named.add(usual);
        return named;
    }

    private static Model model(String name, Section s, @Nullable Model usual) {
        if (name.isEmpty() || (name.indexOf('*') >= 0 && name.indexOf('*') < name.length() - 1)) {
            s.problem("is no name of a model; valid: a name such as gpt-4o, or its beginning, gpt-4*");
        }
        return new Model(
                name,
                usual == null || s.has("first-token") ? LawReader.time(s, "first-token") : usual.firstTokenNanos(),
                usual == null || s.has("tokens-per-second")
                        ? LawReader.number(s, "tokens-per-second", 0.1, MOST_TOKENS_PER_SEC)
                        : usual.tokensPerSec(),
                usual == null || s.has("tokens-per-chunk")
                        ? s.integer("tokens-per-chunk", 1, 1_000)
                        : usual.tokensPerChunk(),
                usual == null || s.has("answer-tokens")
                        ? LawReader.number(s, "answer-tokens", 1, MOST_TOKENS)
                        : usual.answerTokens(),
                usual == null || s.has("limits") ? limits(s.section("limits")) : usual.limits());
    }

    private static Model.Limits limits(Section s) {
        return new Model.Limits(
                limit(s, "requests-per-minute"), limit(s, "tokens-per-minute"), limit(s, "concurrency"));
    }

    private static int limit(Section s, String key) {
        return s.has(key) ? s.integer(key, 0, MOST_PER_MINUTE) : 0;
    }

    private static Map<String, Tool> tools(Section s) {
        Map<String, Tool> tools = new TreeMap<>();
        s.named().forEach((name, section) -> {
            if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
                section.problem("is no name of a tool; valid: up to 64 letters, digits, _ and -");
            }
            tools.put(name, tool(name, section));
        });
        return tools;
    }

    private static Tool tool(String name, Section s) {
        boolean served = !s.has("served") || s.flag("served");
        return new Tool(
                name,
                s.has("description") ? s.text("description") : "The tool " + name,
                served,
                s.has("effect") && s.flag("effect"),
                s.has("latency") ? LawReader.time(s, "latency") : new Law.Fixed(0),
                new Template(s.has("result") ? s.textWith("result", OF_TOOLS) : "Result of #{tool} for #{nonce}."),
                s.has("input") ? s.jsonObject("input", List.of()) : TaskReader.ONE_TEXT);
    }
}
