package io.orchestress.sut.embedded.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.sut.embedded.agent.Bugs.Bug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One task: calls of its model, and of the tools that the model asks for, until it answers. Used on the event loop, {@link #cancel} apart. */
final class AgentRun implements Agents.Work {
    private static final int MOST_TURNS = 100;
    private static final Pattern MARK = Pattern.compile("orc-[0-9a-f]{16}");

    private final Agents agents;
    private final Assignment assignment;
    private final long overheadNanos;
    private final Reporter reporter;
    private final Map<String, String> headers = new HashMap<>();
    /** JSON, without the bracket at its end. */
    private final StringBuilder messages = new StringBuilder();

    private final CallTime callTime = new CallTime(System::nanoTime);
    private final List<HttpCall> toolCalls = new ArrayList<>();
    private Optional<Swaps.Place> swap = Optional.empty();
    private @Nullable Answer oldAnswer;
    private boolean cut;
    private boolean loses;
    private boolean repeats;
    private boolean calledTools;
    private @Nullable Boolean storms;
    private int turns;
    private long tokensIn;
    private long tokensOut;
    private @Nullable ModelCall modelCall;
    private Runnable callOff = () -> {};
    private boolean over;
    private volatile Leaving leaving = Leaving.NOT;

    private enum Leaving {
        NOT,
        AT_ONCE,
        AFTER_TOOLS,
        AT_THE_END
    }

    AgentRun(Agents agents, Assignment assignment, long overheadNanos, Reporter reporter) {
        this.agents = agents;
        this.assignment = assignment;
        this.overheadNanos = overheadNanos;
        this.reporter = reporter;
    }

    void start() {
        if (over) {
            return;
        }
        BugControl bugs = agents.bugs;
        loses = bugs.strikes(Bug.LOSE_TASK);
        cut = bugs.strikes(Bug.CUT_ANSWER);
        swap = agents.swaps.begins();
        Answer before = assignment.goesOn() ? agents.remembered.answerBefore(assignment.conversation()) : null;
        oldAnswer = before != null && bugs.strikes(Bug.OLD_ANSWER) ? before : null;
        prompt(bugs);
        boolean traced =
                !assignment.traceParent().isEmpty() || !assignment.baggage().isEmpty();
        if (traced && !bugs.strikes(Bug.DROP_TRACE)) {
            put("traceparent", assignment.traceParent());
            put("baggage", assignment.baggage());
        }
        callOff = agents.later(overheadNanos / 2, this::callModel);
    }

    private void put(String header, String value) {
        if (!value.isEmpty()) {
            headers.put(header, value);
        }
    }

    private void prompt(BugControl bugs) {
        String json = assignment.messages().toString();
        if (bugs.strikes(Bug.STRIP_MARK)) {
            json = MARK.matcher(json).replaceAll("");
        }
        messages.append(json, 0, json.length() - 1);
        if (bugs.has(Bug.MIX_PROMPTS)) {
            String before = agents.remembered.promptBefore(lastOfUser());
            if (before != null && bugs.strikes(Bug.MIX_PROMPTS)) {
                message(Assignment.says(before).get(0));
            }
        }
    }

    private String lastOfUser() {
        String last = "";
        for (JsonNode message : assignment.messages()) {
            if (message.path("role").asText().equals("user")) {
                last = message.path("content").asText("");
            }
        }
        return last;
    }

    private void message(JsonNode message) {
        messages.append(messages.length() == 1 ? "" : ",").append(message);
    }

    private void callModel() {
        if (over) {
            return;
        }
        turns++;
        if (turns > MOST_TURNS) {
            fail("the model has asked for tools " + MOST_TURNS + " times and not answered");
            return;
        }
        agents.tools.list(this::callModel, this::fail);
    }

    private void callModel(String tools) {
        if (over) {
            return;
        }
        StringBuilder body = new StringBuilder(messages.length() + tools.length() + 128);
        body.append("{\"model\":").append(JsonNodeFactory.instance.textNode(assignment.model()));
        body.append(",\"messages\":").append(messages).append(']').append(tools);
        if (assignment.mostTokens() > 0) {
            body.append(",\"max_completion_tokens\":").append(assignment.mostTokens());
        }
        if (assignment.streamed()) {
            body.append(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        }
        modelCall = new ModelCall(
                agents, body.append('}').toString(), headers, assignment.streamed(), callTime, new Heard());
        modelCall.start();
    }

    /** What the model says comes here. */
    private final class Heard implements ModelCall.Listener {
        @Override
        public void piece(String text) {
            if (swap.isEmpty() && oldAnswer == null && !cut) {
                agents.thawed(() -> {
                    if (isListenedTo()) {
                        reporter.says(text);
                    }
                });
            }
        }

        @Override
        public void said(ModelReply reply) {
            agents.thawed(() -> AgentRun.this.said(reply));
        }

        @Override
        public void failed(String words) {
            agents.thawed(() -> fail(words));
        }

        @Override
        public boolean isStorm() {
            if (storms == null) {
                storms = agents.bugs.strikes(Bug.RETRY_STORM);
            }
            return storms;
        }
    }

    private boolean isListenedTo() {
        return !over && leaving == Leaving.NOT;
    }

    private void said(ModelReply reply) {
        if (over) {
            return;
        }
        tokensIn += reply.tokensIn();
        tokensOut += reply.tokensOut();
        if (isListenedTo()) {
            reporter.turn(turns);
        }
        if (loses) {
            swap.ifPresent(Swaps.Place::leaves);
            over = true;
            if (leaving == Leaving.NOT) {
                reporter.lost();
            } else {
                reporter.over();
            }
        } else if (reply.uses().isEmpty()) {
            answer(new Answer(reply.text(), reply.tokensOut(), reply.isCut(), tokensIn, tokensOut, callTime.nanos()));
        } else {
            callTools(reply.text(), reply.uses());
        }
    }

    private void callTools(String text, List<ModelReply.Use> uses) {
        ObjectNode asked = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        asked.put("content", text.isEmpty() ? null : text);
        ArrayNode all = asked.putArray("tool_calls");
        for (ModelReply.Use use : uses) {
            ObjectNode one = all.addObject().put("id", use.id.toString()).put("type", "function");
            one.putObject("function").put("name", use.name.toString()).put("arguments", use.arguments.toString());
        }
        message(asked);
        repeats = !calledTools && agents.bugs.strikes(Bug.REPEAT_TOOL);
        calledTools = true;
        toolCalls.clear();
        String[] results = new String[uses.size()];
        if (agents.settings.parallelTools()) {
            int[] left = {uses.size()};
            for (int i = 0; i < uses.size(); i++) {
                int place = i;
                callTool(uses.get(i), result -> {
                    results[place] = result;
                    if (--left[0] == 0) {
                        toolsAnswered(uses, results);
                    }
                });
            }
        } else {
            callTool(uses, results, 0);
        }
    }

    private void callTool(List<ModelReply.Use> uses, String[] results, int place) {
        if (place == uses.size()) {
            toolsAnswered(uses, results);
            return;
        }
        callTool(uses.get(place), result -> {
            results[place] = result;
            callTool(uses, results, place + 1);
        });
    }

    private void callTool(ModelReply.Use use, Consumer<String> result) {
        if (over) {
            return;
        }
        boolean again = repeats;
        repeats = false;
        HttpCall call = agents.tools.call(
                use.name.toString(),
                use.arguments.toString(),
                headers,
                callTime,
                text -> agents.thawed(() -> {
                    if (over) {
                        return;
                    }
                    if (again) {
                        callTool(use, result);
                    } else {
                        result.accept(text);
                    }
                }));
        if (call != null) {
            toolCalls.add(call);
        }
    }

    private void toolsAnswered(List<ModelReply.Use> uses, String[] results) {
        if (leaving == Leaving.AFTER_TOOLS) {
            over = true;
            return;
        }
        for (int i = 0; i < results.length; i++) {
            message(JsonNodeFactory.instance
                    .objectNode()
                    .put("role", "tool")
                    .put("tool_call_id", uses.get(i).id.toString())
                    .put("content", results[i]));
        }
        callModel();
    }

    private void answer(Answer own) {
        if (!assignment.conversation().isEmpty() && agents.bugs.has(Bug.OLD_ANSWER)) {
            agents.remembered.answered(assignment.conversation(), own);
        }
        swap.ifPresentOrElse(place -> place.has(own, this::deliver), () -> deliver(own));
    }

    private void deliver(Answer answer) {
        Answer said = oldAnswer == null ? answer : answer.saying(oldAnswer.text());
        String text = said.text();
        boolean twice = !assignment.streamed() && agents.bugs.strikes(Bug.ANSWER_TWICE); // a stream has it twice itself
        Answer given = cut
                ? said.saying(text.substring(0, text.length() / 2))
                : twice ? said.saying(text + "\n" + text) : said;
        callOff = agents.later(overheadNanos - overheadNanos / 2, () -> ends(() -> reporter.answered(given)));
    }

    private void fail(String words) {
        if (!over) {
            swap.ifPresent(Swaps.Place::leaves);
            ends(() -> reporter.failed(words));
        }
    }

    private void ends(Runnable says) {
        if (over) {
            return;
        }
        over = true;
        if (leaving == Leaving.NOT) {
            says.run();
        } else {
            reporter.over();
        }
    }

    @Override
    public boolean cancel() {
        leaving = agents.bugs.strikes(Bug.KEEP_GOING)
                ? Leaving.AT_THE_END
                : agents.bugs.strikes(Bug.WRITE_LATE) ? Leaving.AFTER_TOOLS : Leaving.AT_ONCE;
        if (leaving == Leaving.AT_ONCE) {
            agents.soon(this::stop);
        }
        return leaving != Leaving.AT_THE_END;
    }

    private void stop() {
        if (over) {
            return;
        }
        over = true;
        callOff.run();
        if (modelCall != null) {
            modelCall.cancel();
        }
        toolCalls.forEach(HttpCall::cancel);
        swap.ifPresent(Swaps.Place::leaves);
    }
}
