package io.orchestress.gatling;

import io.gatling.commons.validation.Failure;
import io.gatling.commons.validation.Success;
import io.gatling.commons.validation.Validation;
import io.gatling.core.action.Action;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.http.action.HttpRequestAction;
import io.gatling.http.client.Request;
import io.gatling.http.client.uri.Uri;
import io.gatling.http.protocol.HttpComponents;
import io.gatling.http.protocol.HttpProtocol$;
import io.gatling.http.request.HttpRequestDef;
import io.gatling.http.request.builder.HttpRequestBuilder;
import io.netty.handler.codec.http.HttpHeaders;
import io.orchestress.config.Hosts;
import io.orchestress.config.Origin;
import io.orchestress.gatling.trace.Carried;
import io.orchestress.metrics.FailureClass;
import io.orchestress.trace.Baggage;
import io.orchestress.trace.TraceContext;
import io.orchestress.transport.AnswerLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the requests of Gatling's DSL at the target: a journey may name a whole URL, and may build it from an answer. One that is meant for
 * another origin, by {@link Hosts}, is not sent and fails as {@link FailureClass#ELSEWHERE}; the run goes on, as it does after other failures.
 * Redirects are no matter of this: they are not followed.
 */
final class TargetGuard {
    private final Hosts hosts;
    private final Optional<Origin> target;
    private final GatlingReach reach;
    private volatile @Nullable Uri allowed;

    /** @param target empty: a command, which has no address */
    TargetGuard(Hosts hosts, Optional<URI> target, GatlingReach reach) {
        this.hosts = hosts;
        this.reach = reach;
        this.target = target.map(Origin::of);
    }

    /** Of an HTTP request, looks at each before a connection is opened, and bounds its answer; others are built as they are. */
    static Action build(
            ActionBuilder builder,
            Supplier<TargetGuard> guard,
            AnswerLimits limits,
            ScenarioContext context,
            Action next) {
        if (!(builder instanceof HttpRequestBuilder http)) {
            return builder.build(context, next);
        }
        HttpComponents components =
                context.protocolComponentsRegistry().components(HttpProtocol$.MODULE$.HttpProtocolKey());
        BoundedClient.of(components.httpEngine(), limits);
        HttpRequestDef plain = http.build(
                components.httpCaches(),
                components.httpProtocol(),
                context.throttled(),
                context.coreComponents().configuration());
        HttpRequestDef guarded =
                plain.copy(plain.requestName(), session -> guard.get().guarded(plain, session), plain.requestConfig());
        return new HttpRequestAction(guarded, components.httpTxExecutor(), context.coreComponents(), next);
    }

    private Validation<Request> guarded(HttpRequestDef plain, Session session) {
        Validation<Request> built = plain.clientRequest().apply(session);
        if (!(built instanceof Success<Request> success)) {
            return built;
        }
        Request request = success.value();
        Optional<String> refusal = refusal(request).or(() -> reach.refusal(request));
        if (refusal.isEmpty()) {
            Request reaching = reach.reaching(request);
            VirtualUser.of(session).carried().ifPresent(carried -> into(reaching.getHeaders(), carried));
            return reaching == request ? built : new Success<>(reaching);
        }
        VirtualUser.of(session).answer().wouldComeFromElsewhere(refusal.get());
        return refused(refusal.get());
    }

    /** Headers are those of this one request, with those of the configuration among them. */
    private static void into(HttpHeaders headers, Carried carried) {
        set(headers, TraceContext.HEADER, carried.traceParent(headers.get(TraceContext.HEADER, "")));
        set(headers, Baggage.HEADER, carried.baggage(headers.get(Baggage.HEADER, "")));
    }

    private static void set(HttpHeaders headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.set(name, value);
        }
    }

    /** In Scala a failure is of every type. */
    @SuppressWarnings("unchecked")
    private static Validation<Request> refused(String why) {
        return (Validation<Request>) (Validation<?>) new Failure(why);
    }

    /**
     * Looks at what Gatling sends otherwise: resources, WebSockets, server-sent events. The connection is open by then, and nothing is
     * sent over it.
     */
    Request signed(Request request, io.gatling.javaapi.core.Session session) {
        Optional<String> refusal = refusal(request).or(() -> reach.refusalOfOthers(request));
        if (refusal.isPresent()) {
            VirtualUser.of(session.asScala()).answer().wouldComeFromElsewhere(refusal.get());
            throw new IllegalStateException(new ElsewhereException(refusal.get()));
        }
        return request;
    }

    void check(URI url) throws ElsewhereException {
        Optional<String> refusal = refusal(url);
        if (refusal.isPresent()) {
            throw new ElsewhereException(refusal.get());
        }
    }

    /** A request that is not for the target. */
    static final class ElsewhereException extends Exception {
        private static final long serialVersionUID = 1L;

        ElsewhereException(String why) {
            super("not sent, " + why);
        }
    }

    /** Nearly all requests go to one place, the last one that was allowed. It is not looked at again: parsing a URL is a tenth of a request. */
    private Optional<String> refusal(Request request) {
        Uri url = request.getUri();
        if (isSamePlace(url, allowed)) {
            return Optional.empty();
        }
        try {
            Optional<String> refusal =
                    refusal(new URI(url.isSecured() ? "https" : "http", url.getAuthority(), "", null, null));
            if (refusal.isEmpty()) {
                allowed = url;
            }
            return refusal;
        } catch (URISyntaxException e) {
            return Optional.of("its URL names no host");
        }
    }

    /** Whether all that a refusal depends on is the same. */
    private static boolean isSamePlace(Uri url, @Nullable Uri other) {
        return other != null
                && url.isSecured() == other.isSecured()
                && url.getExplicitPort() == other.getExplicitPort()
                && url.getHost().equals(other.getHost());
    }

    private Optional<String> refusal(URI url) {
        return target.isPresent()
                ? hosts.refusal(url, target.get())
                : Optional.of("the target is a command and has no address");
    }
}
