package io.orchestress.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.orchestress.metrics.FailureClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user keeps and sends again with each request is as long as an id, or it is none. */
class KeptIdsTest {
    @ParameterizedTest
    @CsvSource({"0, ok", "36, ok", "8192, ok", "8193, malformed", "1000000, malformed"})
    void areBounded(int length, String outcome) {
        String id = "i".repeat(length);

        Reply reply = Reply.ok(TextNode.valueOf(id)).keeping("short", id);

        assertThat(reply.outcome().label()).isEqualTo(outcome);
        assertThat(reply.detail()).as("an id may be a secret").doesNotContain("iii");
    }

    @Test
    void aFailureStaysWhatItIs() {
        assertThat(Reply.failed(FailureClass.TIMEOUT, "late")
                        .keeping("i".repeat(9000))
                        .outcome())
                .isEqualTo(FailureClass.TIMEOUT);
    }
}
