package io.orchestress.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses written by the protobuf classes of OpenTelemetry, and by nobody. */
class PartialSuccessTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 127, 128, 300, Integer.MAX_VALUE, Long.MAX_VALUE})
    void whatWasRejectedIsRead(long rejected) {
        byte[] metrics = ExportMetricsServiceResponse.newBuilder()
                .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                        .setRejectedDataPoints(rejected)
                        .setErrorMessage("zu alt – né"))
                .build()
                .toByteArray();
        byte[] spans = ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected))
                .build()
                .toByteArray();

        assertThat(PartialSuccess.of(metrics)).contains(new PartialSuccess(rejected, "zu alt – né"));
        assertThat(PartialSuccess.of(spans)).contains(new PartialSuccess(rejected, ""));
    }

    @Test
    void aWarningAloneIsNoRefusal() {
        byte[] warning = ExportMetricsServiceResponse.newBuilder()
                .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder().setErrorMessage("slow down"))
                .build()
                .toByteArray();

        assertThat(PartialSuccess.of(warning)).isEmpty();
        assertThat(PartialSuccess.of(new byte[0])).isEmpty();
        assertThat(PartialSuccess.of("<html>200 OK</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void whateverComesItEnds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);

        PartialSuccess.of(bytes).ifPresent(said -> {
            assertThat(said.rejected()).isPositive();
            assertThat(said.words()).hasSizeLessThanOrEqualTo(200);
        });
    }
}
