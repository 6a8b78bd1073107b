package io.orchestress.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.testkit.FailureCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureClassTest {

    @Test
    void everyFailureThatCanBeRecordedHasALayerAndAMeaning() {
        assertThat(FailureClass.all().stream()
                        .filter(failure -> failure.layer().isEmpty())
                        .map(FailureClass::label))
                .as("neither counted as a failure")
                .containsExactlyInAnyOrder("ok", "corrected", "injector", "left");
        assertThat(FailureClass.all())
                .filteredOn(failure -> failure.family().isEmpty())
                .allSatisfy(failure -> assertThat(failure.meaning()).isNotBlank());
        assertThat(FailureClass.all()).extracting(FailureClass::label).doesNotHaveDuplicates();
    }

    @Test
    void whatIsRecordedIsOneValueForEachLabel() {
        assertThat(FailureClass.all()).allSatisfy(failure -> {
            assertThat(FailureClass.of(failure.label())).isSameAs(failure);
            assertThat(FailureClass.recorded(failure.label())).containsSame(failure);
        });
        assertThat(FailureClass.of("http-503")).isSameAs(FailureClass.http(503));
        assertThat(FailureClass.of("exit-2")).isSameAs(FailureClass.exit(2));
        assertThat(FailureClass.of("rpc-32601")).isSameAs(FailureClass.rpc(-32601));
        assertThat(FailureClass.of("rpc-other")).isSameAs(FailureClass.rpc(7));
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "timeout, TRANSPORT, no response within the request timeout",
        "dns, TRANSPORT, the host name of the target has no address",
        "truncated, TRANSPORT, the connection broke in the middle of the response",
        "unfinished, TRANSPORT, still in flight when the load was stopped",
        "redirect, STATUS, redirected more often than is followed",
        "http-503, STATUS, 'HTTP status 503, server error'",
        "http-404, STATUS, 'HTTP status 404, client error'",
        "http-302, STATUS, 'HTTP status 302, not expected'",
        "exit-1, STATUS, a command that ended with exit code 1",
        "rpc-32601, ENVELOPE, a JSON-RPC error inside a successful response",
        "rpc-other, ENVELOPE, a JSON-RPC error inside a successful response",
        "no-end, ENVELOPE, a stream that closed before its last event",
        "rate-limited, ENVELOPE, rate-limit error inside an HTTP 2xx",
        "tool-error, DOMAIN, the tool reported a failure",
        "length, DOMAIN, a completion cut off at its length",
        // Of other versions.
        "http-7xx, STATUS, ''",
        "exit-300, STATUS, a command that ended with exit code 300",
        "'exit-<b>', STATUS, ''",
        "rpc-99999, ENVELOPE, a JSON-RPC error inside a successful response",
    })
    void layerAndMeaningByLabel(String label, FailureLayer layer, String meaning) {
        assertThat(FailureClass.of(label).layer()).contains(layer);
        assertThat(FailureClass.of(label).meaning()).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"of-tomorrow", "our-own", "Timeout", "", "http", "OK"})
    void aLabelThatIsNotKnownIsAClassOfItsOwnWithoutLayerAndMeaning(String label) {
        FailureClass other = FailureClass.of(label);
        assertThat(other.label()).isEqualTo(label);
        assertThat(other.layer()).isEmpty();
        assertThat(other.meaning()).isEmpty();
        assertThat(other.httpStatus()).isEmpty();
        assertThat(FailureClass.recorded(label)).isEmpty();
        assertThat(other).isEqualTo(FailureClass.of(label)).hasSameHashCodeAs(FailureClass.of(label));
        assertThat(other).isNotEqualTo(FailureClass.OK);
    }

    @Test
    void onlyAStatusHasAStatus() {
        assertThat(FailureClass.http(429).httpStatus()).hasValue(429);
        assertThat(FailureClass.http(0).httpStatus()).hasValue(0);
        assertThat(FailureClass.of("http-999").httpStatus()).hasValue(999);
        assertThat(FailureClass.of("http-0404").httpStatus()).isEmpty();
        assertThat(FailureClass.exit(1).httpStatus()).isEmpty();
        assertThat(FailureClass.OK.httpStatus()).isEmpty();
    }

    /** A record holds the labels, as values and as names. */
    @Test
    void isItsLabelInARecord() throws Exception {
        ObjectMapper json = new ObjectMapper();
        Map<FailureClass, Long> failures = FailureCounts.of(Map.of("timeout", 2L, "of-tomorrow", 5L));
        assertThat(json.writeValueAsString(failures)).isEqualTo("{\"of-tomorrow\":5,\"timeout\":2}");
        Map<FailureClass, Long> read = json.readValue("{\"timeout\":2,\"of-tomorrow\":5}", new TypeReference<>() {});
        assertThat(read).isEqualTo(failures);
        assertThat(json.readValue("\"http-503\"", FailureClass.class)).isSameAs(FailureClass.http(503));
    }

    /** Their labels that are no words of other things; one of them is also the name of a measured value. */
    @Test
    void noOtherFileSpellsOneOut() throws IOException {
        List<String> labels = FailureClass.all().stream()
                .filter(failure -> failure.family().isEmpty())
                .map(FailureClass::label)
                .filter(label -> label.contains("-"))
                .filter(label -> !label.equals(FailureClass.RATE_LIMITED.label()))
                .map(label -> '"' + label + '"')
                .toList();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("FailureClass.java")))
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(labels));
        }
    }
}
