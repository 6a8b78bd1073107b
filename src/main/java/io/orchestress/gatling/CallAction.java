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
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.NotSentException;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Wire;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Makes one call of a protocol over the user's wire, measures it, and tells Gatling's own report of it. */
final class CallAction extends PlainAction {
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
        Option<BlockExit> exit = BlockExit$.MODULE$.mustExit(session);
        if (exit.isDefined()) {
            leave(exit.get());
            return;
        }
        user.continues(session);
        long start = settings.time().nanos();
        user.callStarts(user.run().measurements().request(requestName), session.isFailed(), start);
        try {
            Call toSend = built(session);
            settings.check(toSend.request());
            Answer answer = toSend.answer().get();
            Optional<TaskTrace> task = user.marked();
            task.ifPresent(marked -> marked.callStarts(toSend.request(), start));
            CallProgress progress = new CallProgress(answer, user.run().measurements(), task.orElse(null));
            Wire wire = user.wire(session.eventLoop());
            Duration timeout = toSend.timeout(settings.timeout());
            CallTalk talk = new CallTalk(
                    settings,
                    requestName,
                    session.eventLoop(),
                    wire,
                    progress,
                    start + timeout.toNanos(),
                    () -> settings.resumed(user, requestName));
            answer.begin(
                    start,
                    talk,
                    (reply, end) -> ended(session, user, start, end, reply, progress.longestSilenceNanos()));
            wire.send(settings.complete(requestName, toSend.request(), task), timeout, progress);
        } catch (TargetGuard.ElsewhereException e) {
            notSent(session, user, start, Reply.failed(FailureClass.ELSEWHERE, String.valueOf(e.getMessage())));
        } catch (NotSentException e) {
            notSent(session, user, start, e.reply());
        } catch (RuntimeException e) {
            logger().underlying().error("'{}' could not be sent: {}", requestName, e.toString());
            notSent(
                    session,
                    user,
                    start,
                    Reply.failed(FailureClass.CONNECTION, "could not be sent: " + e.getMessage()));
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
                    FailureClass.INJECTOR, VirtualUser.SIMULATION_FAILED + " before it could be sent: " + e));
        }
    }

    private void notSent(Session session, VirtualUser user, long startNanos, Reply why) {
        ended(session, user, startNanos, settings.time().nanos(), why, 0);
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
            Session session, VirtualUser user, long startNanos, long endNanos, Reply came, long silenceNanos) {
        Reply reply = settings.counted(came, startNanos);
        user.marked().ifPresent(task -> task.callEnds(reply.outcome(), endNanos));
        boolean failedBefore = user.callEnds(reply.outcome(), user.run().clock().nanosAt(endNanos));
        settings.record(user, requestName, reply, silenceNanos);
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
