package io.orchestress.gatling;

import io.orchestress.config.Settings;
import io.orchestress.config.TenantSettings.Tenant;
import io.orchestress.gatling.trace.Carried;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.protocol.Usage;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.token.TokenKeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all calls of a run have in common: what is added to each request, and what is recorded of each reply. */
final class CallRecorder {
    private static final String NAME_HEADER = "X-Request-Name";

    private static final FailureClass UNAUTHORIZED = FailureClass.http(401);

    private final Map<String, String> headers;
    private final @Nullable TokenKeeper token;
    private final Duration timeout;
    private final boolean embedded;
    private final long stallNanos;
    private final Supplier<TargetGuard> guard;
    private final long zeroNanos = TimeSource.SYSTEM.nanos();
    private final long zeroEpochMillis = TimeSource.SYSTEM.now().toEpochMilli();

    private final List<CallRecorder> ofTenants = new ArrayList<>();

    /** @param tenants whose users have headers of their own */
    CallRecorder(Settings settings, List<Tenant> tenants, Supplier<TargetGuard> guard) {
        this(settings, Map.of(), guard);
        tenants.forEach(tenant -> ofTenants.add(new CallRecorder(settings, tenant.headers(), guard)));
    }

    private CallRecorder(Settings settings, Map<String, String> ofTenant, Supplier<TargetGuard> guard) {
        this.guard = guard;
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers(settings));
        all.putAll(ofTenant);
        headers = Collections.unmodifiableMap(all);
        token = settings.part(TargetAccess.class).token().orElse(null);
        timeout = settings.target().requestTimeout();
        embedded = settings.target().url().isEmpty();
        stallNanos = settings.streamStall().toNanos();
    }

    /** What each request carries that says nothing else; a header of the configuration wins, in whatever letters it is. */
    static Map<String, String> headers(Settings settings) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("User-Agent", "Orchestress");
        all.put("Accept-Encoding", "identity"); // without it any coding would be right: RFC 9110 §12.5.3
        all.putAll(settings.target().headers());
        return Collections.unmodifiableMap(all);
    }

    /** The same with the headers of the tenant to whom the user belongs. */
    CallRecorder of(VirtualUser user) {
        int tenant = user.run().tenantIndex();
        return tenant < 0 ? this : ofTenants.get(tenant);
    }

    TimeSource time() {
        return TimeSource.SYSTEM;
    }

    /**
     * A moment of the time source as Gatling's report has it. The wall clock is read once: one that is set while the load runs would
     * give negative times.
     */
    long epochMillis(long nanos) {
        return zeroEpochMillis + TimeUnit.NANOSECONDS.toMillis(nanos - zeroNanos);
    }

    Duration timeout() {
        return timeout;
    }

    void check(Outbound request) throws TargetGuard.ElsewhereException {
        if (request instanceof Outbound.Http http) {
            guard.get().check(http.uri());
        }
    }

    /** With the headers of the configuration; those of the protocol come after them, and so win, in whatever letters they are. */
    Outbound complete(String requestName, Outbound request) {
        return complete(requestName, request, null);
    }

    /**
     * As above, of a call.
     *
     * @param carried what it tells of where it belongs; null: nothing
     */
    Outbound complete(String requestName, Call call, @Nullable Carried carried) {
        Outbound request = carried != null && call.request() instanceof Outbound.Line
                ? call.carrying().of(carried.members())
                : call.request();
        return complete(requestName, request, carried);
    }

    /** As above. */
    Outbound complete(String requestName, Outbound request, @Nullable Carried carried) {
        if (request instanceof Outbound.Command command) {
            return carried == null ? request : carried.into(command);
        }
        if (!(request instanceof Outbound.Http http)) {
            return request;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (token != null) {
            all.put(token.header(), token.headerValue());
        }
        all.putAll(http.headers());
        if (carried != null) {
            carried.into(all);
        }
        if (embedded) {
            all.put(NAME_HEADER, requestName);
        }
        return new Outbound.Http(http.method(), http.uri(), all, http.body());
    }

    /**
     * A reply as it counts: a refusal for want of a valid token, which this side could not get, is no failure of the target. Any refusal has the
     * token refreshed.
     *
     * @param sentNanos of the time source
     */
    Reply counted(Reply reply, long sentNanos) {
        if (token == null || reply.outcome() != UNAUTHORIZED) {
            return reply;
        }
        return token.refused(sentNanos)
                .map(why -> Reply.failed(FailureClass.INJECTOR, why))
                .orElse(reply);
    }

    /** An answer that had ended before its end was asked for again. */
    void resumed(VirtualUser user, String requestName) {
        if (!user.isAbandoned()) {
            user.run().measurements().count(user.phase(), requestName, Counter.STREAMS_RESUMED, "", 1);
        }
    }

    /**
     * Of an answer whose request was counted as unfinished, nothing.
     *
     * @param silenceNanos the longest of a stream, 0 where there was none
     */
    void record(VirtualUser user, String requestName, Reply reply, long silenceNanos) {
        if (user.isAbandoned()) {
            return;
        }
        if (user.departure().isPresent()) {
            ofLeaver(user, requestName, reply);
            return;
        }
        Measurements measurements = user.run().measurements();
        int phase = user.phase();
        Usage usage = reply.usage();
        String model = usage.model();
        if (!model.isEmpty()) {
            measurements.count(phase, requestName, Counter.MODEL_CALLS, model, 1);
        }
        usage.inputTokens().ifPresent(n -> measurements.count(phase, requestName, Counter.TOKENS_IN, model, n));
        usage.cachedTokens().ifPresent(n -> measurements.count(phase, requestName, Counter.TOKENS_CACHED, model, n));
        usage.outputTokens().ifPresent(n -> measurements.count(phase, requestName, Counter.TOKENS_OUT, model, n));
        usage.hiddenTokens().ifPresent(n -> measurements.count(phase, requestName, Counter.TOKENS_HIDDEN, model, n));
        if (usage.impossible()) {
            measurements.count(phase, requestName, Counter.TOKENS_IMPOSSIBLE, model, 1);
        }
        if (reply.retryAfter().isPresent() && !reply.isOk()) {
            measurements.count(phase, requestName, Counter.RETRY_AFTER, "", 1);
        }
        reply.notes().forEach(note -> user.notes().noted(requestName, note));
        if (!reply.isOk()) {
            user.notes().failed(requestName, reply.outcome(), reply.detail());
            if (reply.outcome() == FailureClass.INJECTOR) {
                user.notes().notSent(requestName, reply.detail());
            }
            if (silenceNanos > stallNanos) {
                measurements.count(phase, requestName, Counter.STREAMS, "", 1);
                measurements.count(phase, requestName, Counter.STALLED_STREAMS, "", 1);
            }
        } else {
            for (Reply.Timing timing : reply.timings()) {
                (timing.of().isEmpty() ? measurements.request(requestName) : measurements.namedByAnswer(timing.of()))
                        .metric(phase, timing.metric(), timing.micros());
            }
            reply.stream().ifPresent(stream -> record(measurements, phase, requestName, reply, stream));
            user.task().ifPresent(task -> task.add(reply));
        }
    }

    /** What took long is missing among the requests of those who leave: their times and tokens would tell too little. */
    private static void ofLeaver(VirtualUser user, String requestName, Reply reply) {
        reply.notes().forEach(note -> user.notes().noted(requestName, note));
        if (!reply.isOk()) {
            user.notes().failed(requestName, reply.outcome(), reply.detail());
            if (reply.outcome() == FailureClass.INJECTOR) {
                user.notes().notSent(requestName, reply.detail());
            }
        }
    }

    private void record(Measurements measurements, int phase, String requestName, Reply reply, StreamTimes stream) {
        Measurements.Request request = measurements.request(requestName);
        request.metric(phase, Metric.TTFT, stream.firstContentNanos() / 1000);
        boolean stalled = false;
        StreamTimes.Gaps kind = stream.gaps(reply.usage().sentTokens().orElse(-1));
        Metric metric = kind == StreamTimes.Gaps.TOKENS ? Metric.ITL : Metric.ICL;
        for (long gap : stream.gapsNanos()) {
            stalled |= gap > stallNanos;
            if (kind != StreamTimes.Gaps.READS || gap > 0) {
                request.metric(phase, metric, gap / 1000);
            }
        }
        stream.timePerTokenNanos(reply.usage().sentTokens().orElse(0))
                .ifPresent(nanos -> request.metric(phase, Metric.TPOT, nanos / 1000));
        if (stream.inOneRead()) {
            measurements.count(phase, requestName, Counter.UNSTREAMED, "", 1);
        } else if (kind == StreamTimes.Gaps.READS) {
            measurements.count(phase, requestName, Counter.BURSTS, "", 1);
        }
        request.metric(phase, Metric.STREAM, stream.totalNanos() / 1000);
        measurements.count(phase, requestName, Counter.STREAMS, "", 1);
        measurements.count(phase, requestName, Counter.CHUNKS, "", stream.chunks());
        if (stalled) {
            measurements.count(phase, requestName, Counter.STALLED_STREAMS, "", 1);
        }
    }
}
