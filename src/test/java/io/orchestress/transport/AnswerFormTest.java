package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerFormTest {
    @ParameterizedTest(name = "{0} {1}, beginning ''{2}'': {3}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = true,
            nullValues = "-",
            value = {
                "200, text/event-stream, 'data: x', EVENTS",
                "200, Text/Event-Stream;charset=utf-8, ': ping', EVENTS",
                "200, text/event-stream, '', EVENTS_IT_SAYS",
                "200, text/event-stream, ' {\"a\": 1}', BODY",
                "200, text/event-stream, '[', BODY",
                "200, text/event-stream, '<html>', EVENTS",
                "200, application/json, '{\"a\": 1}', BODY",
                "200, application/json, 'data: {}', EVENTS",
                "200, application/json, '  event: x', EVENTS",
                "200, application/json, ': OPENROUTER PROCESSING', EVENTS",
                "200, application/json, 'dat', BODY_IT_SAYS",
                "200, application/json, 'date', BODY",
                "200, application/json; charset=utf-8, '\uFEFFdata: x', EVENTS",
                "200, -, 'data: x', EVENTS",
                "201, text/plain, 'data: x', EVENTS",
                "200, text/html, 'data: x', EVENTS",
                "200, text/html, '<html>', BODY",
                "200, image/png, 'data: x', BODY",
                "200, text/plain, 'id: 7', BODY",
                "401, text/event-stream, 'data: x', BODY",
                "500, application/json, 'data: x', BODY"
            })
    void theFirstBytesDecideWhatTheTypeOnlySays(int status, String type, String begins, AnswerForm expected) {
        byte[] bytes = begins.getBytes(StandardCharsets.UTF_8);
        AnswerForm form = AnswerForm.announced(status, type);
        for (int length = 0; length <= bytes.length && !form.isSure(); length++) {
            form = form.seen(bytes, length);
        }

        assertThat(form).isEqualTo(expected);
    }
}
