package io.orchestress.backend.server;

import io.orchestress.backend.call.Call;
import io.orchestress.backend.call.Call.Kind;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.call.Identity;
import io.orchestress.backend.play.Played;
import io.orchestress.backend.wire.Reply;
import io.orchestress.workload.kind.BackendFault;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A call while it goes on; when it has ended, it is counted and written down once. Used on the event loop of its connection. */
final class OpenCall {
    private static final Identity NOBODY = new Identity("", Identity.By.NOTHING, List.of(), "", 0);
    private static final int LONGEST_NAME = 256;

    private final World world;
    private final Kind kind;
    private final Exchange exchange;
    private final long number;
    private Identity identity = NOBODY;
    private String name;
    private int tokensIn;
    private String script = "";
    private int turn = -1;
    private int said;
    private int toolsAsked;
    private boolean effect;
    private long firstNanos;
    private boolean ended;
    private BackendFault.@Nullable Kind fault;
    private Runnable whenEnded = () -> {};

    OpenCall(World world, Kind kind, Exchange exchange) {
        this.world = world;
        this.kind = kind;
        this.exchange = exchange;
        number = world.nextNumber();
        name = exchange.path.length() > LONGEST_NAME ? exchange.path.substring(0, LONGEST_NAME) : exchange.path;
        if (kind.isWork()) {
            world.counts.began();
        }
        exchange.whenGone(() -> left(0));
    }

    /** What is called, and whose call it is. */
    void is(String called, Identity of, int tokens) {
        name = called.length() > LONGEST_NAME ? called.substring(0, LONGEST_NAME) : called;
        identity = of;
        tokensIn = tokens;
    }

    /** Nothing that is offered: it is known by its method, too. */
    void isUnknown(String method) {
        name = method + name;
    }

    void plays(Played played) {
        script = played.task();
        turn = played.turn();
        said = played.said();
        toolsAsked = played.reply().finish() == Reply.Finish.ASKED
                ? played.reply().items().size()
                : 0;
    }

    /** It has a fault. */
    void has(BackendFault.Kind what) {
        fault = what;
    }

    /** It changes something. */
    void hasEffect() {
        effect = true;
    }

    /** Runs it when the call has ended, however it does. */
    void whenEnded(Runnable action) {
        whenEnded = action;
    }

    /** The first byte of the answer is written. */
    void first(long nanos) {
        if (firstNanos == 0) {
            firstNanos = nanos;
        }
    }

    long number() {
        return number;
    }

    String name() {
        return name;
    }

    String kind() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The client has left. */
    void left(int tokensOut) {
        ended(0, Outcome.LEFT, tokensOut);
    }

    /** The last byte is written. */
    void ended(int status, Outcome outcome, int tokensOut) {
        if (ended) {
            return;
        }
        ended = true;
        long now = world.time.nanos();
        boolean faulty = fault != null && !fault.isHarmless();
        whenEnded.run();
        world.ended(new Call(
                number,
                kind,
                name,
                identity,
                script,
                turn,
                said,
                exchange.arrivedNanos,
                firstNanos,
                now,
                status,
                faulty ? Outcome.FAULT : outcome,
                tokensIn,
                tokensOut,
                toolsAsked,
                effect,
                fault == null ? "" : fault.text()));
        if (kind.isWork()) {
            world.counts.ended(); // what is not open any more is counted
        }
    }
}
