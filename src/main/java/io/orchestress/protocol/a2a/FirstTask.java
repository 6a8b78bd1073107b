package io.orchestress.protocol.a2a;

import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.FirstCall;
import io.orchestress.protocol.Objection;
import io.orchestress.protocol.RandomUuid;
import io.orchestress.protocol.Reply;
import java.net.URI;
import java.util.Optional;

/**
 * The question for a task that there is not, before the load, which starts no work: any answer in JSON-RPC will do, but for a version that is not
 * spoken.
 */
public final class FirstTask {
    private static final String CARD = "orchestress.protocols.a2a.card";
    private static final int VERSION_NOT_SPOKEN = -32009;

    private FirstTask() {}

    /** @param endpoint of the JSON-RPC binding, and its version, as the agent's card names them */
    public static FirstCall of(URI endpoint, Dialect dialect) {
        Call question = new A2aCalls(endpoint, dialect).get(RandomUuid.next());
        return new FirstCall(question, reply -> objection(question, dialect, reply));
    }

    private static Optional<Objection> objection(Call question, Dialect dialect, Reply reply) {
        // Some put the status of HTTP that fits beside an error of JSON-RPC.
        boolean inJsonRpc = reply.detail().contains("\"jsonrpc\"");
        Optional<Objection> shared = Objection.of(reply, question, new Objection.Settings(CARD, "", CARD))
                .filter(objection -> !(inJsonRpc && objection.key().equals(CARD)));
        if (shared.isPresent()) {
            return shared;
        }
        if (reply.outcome() == FailureClass.MALFORMED && !inJsonRpc) {
            return Optional.of(
                    new Objection(CARD, "", "the URL in the card gives no JSON-RPC response: " + reply.detail()));
        }
        return reply.outcome() == FailureClass.rpc(VERSION_NOT_SPOKEN)
                ? Optional.of(new Objection(
                        "orchestress.protocols.a2a.version",
                        dialect.version(),
                        "the card announces this version, but the agent does not support it: " + reply.detail()))
                : Optional.empty();
    }
}
