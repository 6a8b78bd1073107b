package io.orchestress.gatling;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.gatling.http.response.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Why a request of Gatling's own failed. Gatling hands that to its report and to its log only; it is overheard on the way to the log, on
 * the thread that goes on with the user right after. Nothing is written for it, and nothing that would be written is kept from it.
 */
final class GatlingFailureReasons extends TurboFilter {
    private static final String LOGGER = "io.gatling.http.engine.response.DefaultStatsProcessor";
    private static final String BODY = "io.gatling.http.response.ByteBufResponseBody";
    private static final String FAILED = "Request '{}' failed for user {}: {}";
    /** Begins what is said of a request that could not be built, and was not sent. */
    static final String NOT_BUILT = "Failed to build request";

    private static final String BUILDER = "io.gatling.http.action.HttpRequestAction";
    private static final ThreadLocal<Heard> HEARD = ThreadLocal.withInitial(Heard::new);

    /** Asked before the words, and again before a dump of request and answer, which is not wanted. */
    private static final class Heard {
        private String words = "";
        private String user = "";
        private String notBuilt = "";
        private boolean dumpIsNext;
        private boolean readsBody;
    }

    private GatlingFailureReasons() {}

    /** Listens from here on; where the log is not Logback's there is nothing to be heard. */
    static void listen() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getTurboFilterList().stream().noneMatch(GatlingFailureReasons.class::isInstance)) {
            context.addTurboFilter(new GatlingFailureReasons());
        }
    }

    /**
     * What was said on this thread of the request that has just failed; empty: nothing. What was said of another user's is forgotten: it was not
     * a request that is measured.
     */
    static String take(long userId) {
        Heard heard = HEARD.get();
        String words = !heard.notBuilt.isEmpty()
                ? heard.notBuilt
                : heard.user.equals(Long.toString(userId)) ? heard.words : "";
        heard.notBuilt = "";
        heard.words = "";
        heard.dumpIsNext = false;
        return words;
    }

    /** Text of an answer; empty when Gatling has let go of it, as it does while the resources of a page are fetched, which it logs as an error. */
    static String textOf(ResponseBody body) {
        Heard heard = HEARD.get();
        heard.readsBody = true;
        try {
            return body.string();
        } finally {
            heard.readsBody = false;
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        if (level == Level.ERROR && logger.getName().equals(BODY) && HEARD.get().readsBody) {
            return FilterReply.DENY;
        }
        if (level == Level.ERROR
                && format != null
                && logger.getName().equals(BUILDER)
                && format.startsWith(NOT_BUILT)) {
            HEARD.get().notBuilt =
                    String.valueOf(MessageFormatter.arrayFormat(format, params).getMessage());
            return FilterReply.NEUTRAL;
        }
        if (level != Level.DEBUG || !logger.getName().equals(LOGGER)) {
            return FilterReply.NEUTRAL;
        }
        boolean wanted = logger.getEffectiveLevel().toInt() <= Level.DEBUG_INT;
        Heard heard = HEARD.get();
        if (format == null) {
            boolean isDump = heard.dumpIsNext;
            heard.dumpIsNext = false;
            return isDump || wanted ? FilterReply.NEUTRAL : FilterReply.ACCEPT;
        }
        if (format.equals(FAILED) && params != null && params.length == 3) {
            heard.user = String.valueOf(params[1]);
            heard.words = String.valueOf(params[2]);
            heard.dumpIsNext = true;
        }
        return wanted ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
