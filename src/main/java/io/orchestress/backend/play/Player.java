package io.orchestress.backend.play;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.backend.call.Identity;
import io.orchestress.backend.law.Draws;
import io.orchestress.backend.law.Law;
import io.orchestress.backend.script.Model;
import io.orchestress.backend.script.Script;
import io.orchestress.backend.script.ScriptedTask;
import io.orchestress.backend.script.Turn;
import io.orchestress.backend.wire.Continued;
import io.orchestress.backend.wire.ModelCall;
import io.orchestress.backend.wire.ModelCall.Offered;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.backend.wire.Reply;
import io.orchestress.backend.wire.SchemaSample;
import io.orchestress.protocol.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Plays a script. Which turn a call is at is told from its conversation. Where no tools are offered, or none may be called, the model answers;
 * where one must be called, it is called. Safe for use by any number of threads.
 */
public final class Player {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String NO_NONCE = "unknown";
    private static final int LONGEST_PROMPT = 2_000;
    private static final String FILLER = "\uE000";
    private static final String[] SEPARATORS = {"__", "_", "-", ".", "/", ":"};

    private final Script script;
    private final Draws draws;

    public Player(Script script, long seed) {
        this.script = script;
        draws = new Draws(seed);
    }

    /**
     * Returns the answer of the model to a call, drawn from the script.
     *
     * @param unique 16 hexadecimal digits for the ids of the answer
     * @throws Refusal when the script asks for a tool that the target does not offer
     */
    public Played play(ModelCall call, Identity identity, String unique, long createdSeconds) throws Refusal {
        Continued before = call.continued();
        boolean goesOn = before != null
                && !before.over()
                && before.task() < script.tasks().size();
        int index = goesOn && before != null ? before.task() : script.taskFor(call.prompt());
        long key = goesOn && before != null ? before.key() : identity.key();
        int said = goesOn && before != null ? before.said() : said(call.prompt());
        ScriptedTask task = script.tasks().get(index);
        Scene scene = new Scene(call, identity, task, turn(call, task));
        Model model = script.model(call.model());
        SplittableRandom random = draws.of(key, "model", scene.turn + 1_000 * call.toolResults());
        long first = (long) model.firstTokenNanos().sample(random);
        double rate = Math.max(1e-3, model.tokensPerSec().sample(random));
        List<Reply.Item> items = scene.items(model, random);
        boolean asks = items.get(0) instanceof Reply.Use;
        int tokens = items.stream().mapToInt(item -> item.pieces().size()).sum();
        boolean cut = !asks && call.mostTokens() > 0 && tokens > call.mostTokens();
        if (cut) {
            tokens = call.mostTokens();
            items = List.of(new Reply.Text(items.get(0).pieces().subList(0, tokens)));
        }
        Reply.Finish finish = asks ? Reply.Finish.ASKED : cut ? Reply.Finish.CUT : Reply.Finish.ANSWERED;
        Continued after = new Continued(index, call.toolResults(), key, said, identity.task(), !asks);
        Reply reply = new Reply(unique, createdSeconds, call, items, finish, tokens, after);
        return new Played(reply, task.name(), scene.turn, said, first, NANOS_PER_SECOND / rate, model.tokensPerChunk());
    }

    /** 0 stands for what is not known. */
    private static int said(String prompt) {
        int hash = Long.hashCode(Draws.hash(prompt));
        return hash == 0 ? 1 : hash;
    }

    private static int turn(ModelCall call, ScriptedTask task) {
        boolean mayAsk = !call.tools().isEmpty() && !call.choice().equals(ModelCall.NONE);
        return mayAsk ? task.turnAfter(call.toolResults()) : task.turns().size() - 1;
    }

    /** One call at its turn. */
    private record Scene(ModelCall call, Identity identity, ScriptedTask task, int turn) {
        List<Reply.Item> items(Model model, SplittableRandom random) throws Refusal {
            boolean named =
                    !List.of(ModelCall.AUTO, ModelCall.NONE, ModelCall.REQUIRED).contains(call.choice());
            if (named) {
                return List.of(use(offered(call.choice()), null));
            }
            Turn now = task.turns().get(turn);
            if (now instanceof Turn.Ask ask) {
                List<Reply.Item> uses = new ArrayList<>();
                for (Turn.Request request : ask.tools()) {
                    Offered tool = request.isAny() ? call.tools().get(0) : offered(request.tool());
                    uses.add(use(tool, request.arguments()));
                }
                return uses;
            }
            if (call.choice().equals(ModelCall.REQUIRED) && !call.tools().isEmpty()) {
                return List.of(use(call.tools().get(0), null));
            }
            return List.of(answer((Turn.Answer) now, model, random));
        }

        private Reply.Item answer(Turn.Answer answer, Model model, SplittableRandom random) {
            JsonNode schema = call.answerSchema();
            if (schema != null) {
                return new Reply.Text(
                        Pieces.of(SchemaSample.object(schema, nonce()).toString()));
            }
            String text = answer.text().plain(values());
            int at = text.indexOf(FILLER);
            if (at < 0) {
                return new Reply.Text(Pieces.of(text));
            }
            Law law = answer.tokens();
            int wanted = (int) Math.round((law == null ? model.answerTokens() : law).sample(random));
            List<String> pieces = Pieces.of(text.substring(0, at).stripTrailing());
            List<String> rest = Pieces.of(text.substring(at + 1).replace(FILLER, ""));
            Pieces.addFiller(pieces, wanted - pieces.size() - rest.size(), random.nextInt(1 << 16));
            pieces.addAll(rest);
            return new Reply.Text(pieces);
        }

        private Reply.Use use(Offered tool, @Nullable Template arguments) {
            String json = arguments == null
                    ? SchemaSample.object(tool.schema(), nonce()).toString()
                    : arguments.json(values());
            return new Reply.Use(tool.name(), Pieces.of(json));
        }

        /** By its name, or by the name that a target made of it, such as {@code mcp__backend__lookup}. */
        private Offered offered(String name) throws Refusal {
            List<Offered> ending = new ArrayList<>();
            for (Offered tool : call.tools()) {
                if (tool.name().equals(name)) {
                    return tool;
                }
                for (String separator : SEPARATORS) {
                    if (tool.name().endsWith(separator + name)) {
                        ending.add(tool);
                        break;
                    }
                }
            }
            if (ending.size() == 1) {
                return ending.get(0);
            }
            throw new Refusal(
                    400,
                    "",
                    "The script's task '" + task.name() + "' asks for the tool '" + name
                            + "', which this call does not offer"
                            + (ending.isEmpty() ? "" : " by one name") + ". It offers: "
                            + String.join(
                                    ", ",
                                    call.tools().stream().map(Offered::name).toList()),
                    "tools",
                    "tool_not_offered");
        }

        private String nonce() {
            return identity.isBooked() ? identity.task() : NO_NONCE;
        }

        private Map<String, String> values() {
            String prompt = call.prompt().replace(FILLER, "");
            Map<String, String> values = new HashMap<>();
            values.put("nonce", nonce());
            values.put("task", task.name());
            values.put("model", call.model());
            values.put("turn", Integer.toString(turn));
            values.put("prompt", prompt.length() > LONGEST_PROMPT ? prompt.substring(0, LONGEST_PROMPT) : prompt);
            values.put("filler", FILLER);
            return values;
        }
    }
}
