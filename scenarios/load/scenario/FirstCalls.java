package load.scenario;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.gatling.Inquiry;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.FirstAnswer;
import io.orchestress.protocol.Objection;
import io.orchestress.protocol.Reply;
import java.util.List;

/** One request before the load, where it tells what would make all others fail. */
final class FirstCalls {
    private FirstCalls() {}

    /**
     * Makes a request.
     *
     * @return its reply, if that says nothing against the settings it was made of
     * @throws InvalidConfigException when it does
     */
    static Reply ask(Inquiry inquiry, Call call, Objection.Settings settings) {
        Reply reply = inquiry.ask(FirstAnswer.to(call));
        Objection.of(reply, call, settings).ifPresent(FirstCalls::refuse);
        return reply;
    }

    static void refuse(Objection objection) {
        throw new InvalidConfigException(List.of(new ConfigProblem(
                objection.key(), objection.value(), "one request before the load", objection.message())));
    }
}
