package io.orchestress.gatling;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit;
import io.gatling.core.action.BlockExit$;
import io.gatling.core.session.GroupBlock;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.structure.ScenarioContext;
import io.orchestress.gatling.task.TaskTrace;
import io.orchestress.gatling.trace.Carried;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.NotSentException;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.Wire;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Makes one call of a protocol over the user's wire, measures it, and tells Gatling's own report of it. */
final class CallAction extends PlainAction {
    private static final String CANCEL = "cancel";

    private final String requestName;
    private final CallRecorder settings;
    private final Function<io.gatling.javaapi.core.Session, Call> call;
    private final BiFunction<io.gatling.javaapi.core.Session, Reply, io.gatling.javaapi.core.Session> then;
    private final StatsEngine stats;
    private final Action next;

    CallAction(
            String requestName,
            CallRecorder settings,
            Function<io.gatling.javaapi.core.Session, Call> call,
            BiFunction<io.gatling.javaapi.core.Session, Reply, io.gatling.javaapi.core.Session> then,
            ScenarioContext context,
            Action next) {
        super(requestName);
        this.requestName = requestName;
        this.settings = settings;
        this.call = call;
        this.then = then;
        this.stats = context.coreComponents().statsEngine();
        this.next = next;
    }

    @Override
    public void execute(Session session) {
        VirtualUser user = VirtualUser.of(session);
        if (user.run().isStopping()) {
            return; // nothing more is sent: Gatling is about to end this user with all others
        }
        Option<BlockExit> exit = BlockExit$.MODULE$.mustExit(user.hasLeft() ? session.markAsFailed() : session);
        if (exit.isDefined()) {
            leave(exit.get());
            return;
        }
        user.continues(session);
        long start = settings.time().nanos();
        Flight flight = new Flight(session, user, start);
        user.callStarts(user.run().measurements().request(requestName), session.isFailed(), start);
        try {
            Call toSend = built(session);
            settings.check(toSend.request());
            Answer answer = toSend.answer().get();
            Optional<TaskTrace> task = user.marked();
            task.ifPresent(marked -> marked.callStarts(toSend.request(), start));
            CallProgress progress = new CallProgress(answer, user.run().measurements(), task.orElse(null));
            Wire wire = user.wire(session.eventLoop());
            flight.begins(toSend, answer, progress, wire);
            Duration timeout = toSend.timeout(settings.timeout());
            CallRecorder ofUser = settings.of(user);
            Carried carried = user.carried().orElse(null);
            CallTalk talk = new CallTalk(
                    ofUser,
                    requestName,
                    carried,
                    session.eventLoop(),
                    wire,
                    progress,
                    start + timeout.toNanos(),
                    () -> settings.resumed(user, requestName),
                    flight::isUnderWay);
            answer.begin(
                    start,
                    talk,
                    (reply, end) -> flight.ended(end, reply, progress.longestSilenceNanos(), progress.status()));
            user.departure().ifPresent(departure -> departure.calls(flight));
            wire.send(ofUser.complete(requestName, toSend, carried), timeout, progress);
        } catch (TargetGuard.ElsewhereException e) {
            flight.notSent(Reply.failed(FailureClass.ELSEWHERE, String.valueOf(e.getMessage())));
        } catch (NotSentException e) {
            flight.notSent(e.reply());
        } catch (RuntimeException e) {
            logger().underlying().error("'{}' could not be sent: {}", requestName, e.toString());
            flight.notSent(Reply.failed(FailureClass.CONNECTION, "could not be sent: " + e.getMessage()));
        }
    }

    private Call built(Session session) {
        try {
            return call.apply(new io.gatling.javaapi.core.Session(session));
        } catch (NotSentException e) {
            throw e;
        } catch (RuntimeException e) {
            logger().underlying().error("'{}' was not sent: {}", requestName, e.toString());
            throw new NotSentException(Reply.failed(
                    FailureClass.INJECTOR, RequestNotes.SIMULATION_FAILED + " before it could be sent: " + e));
        }
    }

    /** One time that the call is made. Confined to the user's event loop. */
    private final class Flight implements Departure.Flight {
        private final Session session;
        private final VirtualUser user;
        private final long startNanos;
        private @Nullable Call sent;
        private @Nullable Answer answer;
        private @Nullable CallProgress progress;
        private @Nullable Wire wire;
        private boolean over;

        Flight(Session session, VirtualUser user, long startNanos) {
            this.session = session;
            this.user = user;
            this.startNanos = startNanos;
        }

        void begins(Call toSend, Answer to, CallProgress receiver, Wire by) {
            sent = toSend;
            answer = to;
            progress = receiver;
            wire = by;
        }

        /** @param endNanos of the time source */
        void ended(long endNanos, Reply came, long silenceNanos, int status) {
            if (!over) {
                over = true;
                CallAction.this.ended(session, user, startNanos, endNanos, came, silenceNanos, status);
            }
        }

        void notSent(Reply why) {
            ended(settings.time().nanos(), why, 0, 0);
        }

        @Override
        public Optional<Call> cancel() {
            return answer == null ? Optional.empty() : answer.cancel();
        }

        @Override
        public boolean isUnderWay() {
            return !over;
        }

        @Override
        public void say(Call cancel, Consumer<Reply> heard) {
            Answer to = cancel.answer().get();
            try {
                settings.check(cancel.request());
                to.begin(settings.time().nanos(), (reply, nanos) -> heard.accept(reply));
                user.wire(session.eventLoop())
                        .send(
                                settings.of(user).complete(CANCEL, cancel, user.aside()),
                                cancel.timeout(settings.timeout()),
                                to);
            } catch (TargetGuard.ElsewhereException e) {
                heard.accept(Reply.failed(FailureClass.ELSEWHERE, String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                heard.accept(Reply.failed(FailureClass.CONNECTION, "could not be sent: " + e.getMessage()));
            }
        }

        /** Who told the target listens a little longer, so that it is the cancel that ends the work, and not the closed connection. */
        @Override
        public void leave(boolean told) {
            over = true;
            CallProgress receiver = progress;
            Wire by = wire;
            if (receiver != null && by != null) {
                boolean linger = told && sent != null && !(sent.request() instanceof Outbound.Line);
                if (linger) {
                    session.eventLoop()
                            .schedule(() -> by.giveUp(receiver, true), Departure.LINGER_SECONDS, TimeUnit.SECONDS);
                } else {
                    by.giveUp(receiver, told);
                }
            }
            next.$bang(session.markAsFailed());
        }
    }

    private void leave(BlockExit exit) {
        long now = settings.epochMillis(settings.time().nanos());
        for (GroupBlock group : CollectionConverters.asJava(exit.groupsToClose())) {
            stats.logGroupEnd(exit.session().scenario(), group, now);
        }
        exit.exitAction().$bang(exit.session());
    }

    /** @param startNanos of the time source, as the end is */
    private void ended(
            Session session,
            VirtualUser user,
            long startNanos,
            long endNanos,
            Reply came,
            long silenceNanos,
            int answered) {
        Reply reply = settings.counted(came, startNanos);
        user.marked().ifPresent(task -> task.callEnds(reply.outcome(), endNanos));
        boolean failedBefore = user.callEnds(reply.outcome(), user.run().clock().nanosAt(endNanos));
        settings.record(user, requestName, reply, silenceNanos);
        user.tells(
                requestName,
                new UserSpans.Came(
                        answered,
                        reply.detail(),
                        reply.usage(),
                        reply.stream().map(StreamTimes::firstContentNanos).orElse(0L)));
        Status status = reply.isOk() ? OK$.MODULE$ : KO$.MODULE$;
        stats.logResponse(
                session.scenario(),
                session.groups(),
                requestName,
                settings.epochMillis(startNanos),
                settings.epochMillis(endNanos),
                status,
                Option.apply(reply.outcome().label()),
                reply.isOk() ? Option.empty() : Option.apply(reply.outcome().label()));
        Session after = session;
        if (!reply.isOk()) {
            after = session.markAsFailed();
        } else {
            try {
                Session updated = then.apply(new io.gatling.javaapi.core.Session(session), reply)
                        .asScala();
                after = failedBefore ? updated.markAsFailed() : updated;
            } catch (RuntimeException e) {
                logger().underlying().error("after '{}': {}", requestName, e.toString());
                after = session.markAsFailed();
            }
        }
        next.$bang(after);
    }
}
