package io.orchestress.protocol.langgraph;

import io.orchestress.protocol.Call;
import io.orchestress.protocol.FirstAnswer;
import io.orchestress.protocol.FirstCall;
import io.orchestress.protocol.Objection;
import io.orchestress.protocol.Reply;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The search for the assistant, before the load, which starts no work; what a graph is called may also be the id of an assistant, which is not looked
 * for.
 */
public final class FirstSearch {
    private static final String ASSISTANT = "orchestress.protocols.langgraph.assistant";
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private FirstSearch() {}

    public static FirstCall of(LangGraphSettings settings, URI target) {
        Call search = new LangGraphCalls(settings).assistants(target);
        return new FirstCall(FirstAnswer.to(search), reply -> objection(settings.assistant(), search, reply));
    }

    private static Optional<Objection> objection(String assistant, Call search, Reply found) {
        // Some have no such question, or none of this form.
        Optional<Objection> shared = Objection.of(found, search, new Objection.Settings(ASSISTANT, "", ASSISTANT))
                .filter(objection -> !objection.key().equals(ASSISTANT));
        boolean none = found.isOk() && found.value().isArray() && found.value().isEmpty();
        return shared.isEmpty() && none && !ID.matcher(assistant).matches()
                ? Optional.of(
                        new Objection(
                                ASSISTANT,
                                assistant,
                                "the server has no assistant for this graph; valid: the name of one of its graphs, or an assistant id"))
                : shared;
    }
}
