package io.orchestress.gatling.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.backend.call.Identity;
import io.orchestress.config.TracingSettings;
import io.orchestress.trace.Span;
import io.orchestress.trace.TraceContext;
import io.orchestress.transport.Outbound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedTest {
    private static final String MARK = "orc-00000000000000ff";
    private static final String RUN = "smoketest-20260101-000000-000";
    private static final String GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    private final RunTracing tracing = tracing(true);

    private static RunTracing tracing(boolean enabled) {
        return RunTracing.of(new TracingSettings(enabled, 1, Optional.empty(), 5, 3), RUN, Span.Listener.NONE);
    }

    @Test
    void aTaskIsOneTraceAndEachOfItsRequestsASpan() {
        TraceContext task = Objects.requireNonNull(tracing.task());
        TraceContext first = Objects.requireNonNull(tracing.request(task, "").context());
        TraceContext second = Objects.requireNonNull(tracing.request(task, "").context());
        assertThat(List.of(first.trace(), second.trace())).containsOnly(task.trace());
        assertThat(List.of(task.span(), first.span(), second.span())).doesNotHaveDuplicates();
        assertThat(tracing.request(task, "").parent()).isEqualTo(task.span());
        Carried alone = tracing.request(null, "");
        assertThat(alone.parent()).isNull();
        assertThat(Objects.requireNonNull(alone.context()).trace()).isNotEqualTo(task.trace());
    }

    @Test
    void headersAreReadByTheBackend() {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "*/*"));
        Carried carried = tracing.request(tracing.task(), MARK);
        carried.into(headers);
        Identity known = Identity.of("", "", headers.get("traceparent"), headers.get("baggage"));
        assertThat(known.task()).isEqualTo(MARK);
        assertThat(known.trace())
                .isEqualTo(Objects.requireNonNull(carried.context()).trace().toString());
        assertThat(headers)
                .containsOnlyKeys("Accept", "traceparent", "baggage")
                .containsEntry("baggage", "orchestress-run=" + RUN + ",orchestress-task=" + MARK);
    }

    /** Names of headers are the same in upper and lower case. */
    @ParameterizedTest
    @ValueSource(strings = {"traceparent", "Traceparent", "TRACEPARENT"})
    void aTraceparentOfTheUserStays(String name) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of(name, GIVEN));
        Carried carried = tracing.request(tracing.task(), "");
        carried.into(headers);
        assertThat(headers).containsEntry(name, GIVEN).containsOnlyKeys(name, "baggage");
        assertThat(carried.isOwn()).isFalse();
        assertThat(carried.parent()).isNull();
        assertThat(carried.context()).isEqualTo(TraceContext.parse(GIVEN).orElseThrow());
    }

    @Test
    void oneThatCannotBeReadStaysAndIsNoTrace() {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("traceparent", "mine"));
        Carried carried = tracing.request(tracing.task(), "");
        carried.into(headers);
        assertThat(headers).containsEntry("traceparent", "mine");
        assertThat(carried.context()).isNull();
    }

    @Test
    void baggageOfTheUserStaysBeforeOurs() {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Baggage", "team=a;p, orchestress-run=mine"));
        tracing.request(tracing.task(), MARK).into(headers);
        assertThat(headers)
                .containsEntry("Baggage", "team=a;p, orchestress-run=mine,orchestress-task=" + MARK)
                .containsOnlyKeys("Baggage", "traceparent");
    }

    @Test
    void whereItIsOffTheMarkOfATaskIsAllThatIsCarried() {
        for (RunTracing off : List.of(tracing(false), RunTracing.OFF)) {
            assertThat(off.task()).isNull();
            Map<String, String> headers = new LinkedHashMap<>();
            off.request(null, "").into(headers);
            assertThat(headers).isEmpty();
            off.request(null, MARK).into(headers);
            assertThat(headers).containsOnly(Map.entry("baggage", "orchestress-task=" + MARK));
        }
    }

    @Test
    void aProcessFindsItInItsEnvironment() {
        Outbound.Command plain = new Outbound.Command(List.of("agent"), new byte[0], Map.of("A", "b"));
        Carried carried = tracing.request(tracing.task(), "");
        assertThat(carried.into(plain).environment())
                .containsEntry("A", "b")
                .containsEntry(
                        "TRACEPARENT", Objects.requireNonNull(carried.context()).header())
                .containsEntry("BAGGAGE", "orchestress-run=" + RUN);
        Outbound.Command own = new Outbound.Command(List.of("agent"), new byte[0], Map.of("TRACEPARENT", GIVEN));
        assertThat(tracing.request(null, "").into(own).environment()).containsEntry("TRACEPARENT", GIVEN);
    }

    @Test
    void aMessageHasThemAsMembers() {
        assertThat(tracing.request(tracing.task(), "").members()).containsOnlyKeys("traceparent", "baggage");
        assertThat(RunTracing.OFF.request(null, "").members()).isEmpty();
    }
}
