package io.orchestress.scenario;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import io.orchestress.protocol.Template;
import io.orchestress.protocol.openai.ChatCalls;
import io.orchestress.protocol.openai.Conversation;
import io.orchestress.protocol.openai.FirstChat;
import io.orchestress.protocol.openai.OpenAiSettings;
import java.time.Duration;
import java.util.Map;

/** A client of an OpenAI-compatible server: a task is a conversation of so many turns, each with all that was said before. */
final class OpenAiJourney implements Journey {
    private static final String FIRST_CALL = "orchestress.protocols.openai.first-call";
    private static final String CONVERSATION = "conversation";

    @Override
    public void prepare(Requests requests) {
        OpenAiSettings settings = requests.settings().protocols().of(OpenAiSettings.class);
        if (!settings.firstCall() || requests.settings().target().url().isEmpty()) {
            return;
        }
        Conversation asked = Conversation.EMPTY.asked(new Template(settings.message()).plain(TaskMix.first(requests)));
        FirstCalls.make(requests, FIRST_CALL, FirstChat.of(settings, requests.url(), asked));
    }

    @Override
    public ChainBuilder iteration(Requests requests) {
        return TaskMix.chain(
                requests, size -> requests.task(size + " task", conversation(requests, "complete " + size)));
    }

    private static ChainBuilder conversation(Requests requests, String name) {
        OpenAiSettings settings = requests.settings().protocols().of(OpenAiSettings.class);
        Duration thinkTime = requests.settings().taskMix().thinkTime();
        Template message = new Template(settings.message());
        ChatCalls chat = new ChatCalls(settings);
        ChainBuilder conversation = exec(session -> session.set(CONVERSATION, Conversation.EMPTY));
        for (int turn = 1; turn <= settings.turns(); turn++) {
            if (turn > 1 && !thinkTime.isZero()) {
                conversation = conversation.exec(pause(thinkTime));
            }
            String number = Integer.toString(turn);
            if (settings.turns() > 1) {
                int place = turn;
                conversation = conversation.exec(session -> Requests.turn(session, place));
            }
            conversation = conversation
                    .exec(session -> session.set(CONVERSATION, said(session).asked(text(message, session, number))))
                    .exec(requests.call(
                            name,
                            session -> chat.next(requests.url(), said(session)),
                            (session, reply) ->
                                    session.set(CONVERSATION, said(session).answered(reply.value()))));
        }
        return conversation;
    }

    private static String text(Template message, Session session, String turn) {
        Map<String, String> values = Requests.values(session);
        values.put("turn", turn);
        return message.plain(values);
    }

    private static Conversation said(Session session) {
        return session.get(CONVERSATION);
    }
}
