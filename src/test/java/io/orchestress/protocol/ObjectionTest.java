package io.orchestress.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.transport.Outbound;
import io.orchestress.transport.SocketReplay;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectionTest {
    private static final Objection.Settings SETTINGS =
            new Objection.Settings("calls.mine.request", "POST /x", "calls.mine.body");

    private static SocketReplay replay;

    @BeforeAll
    static void open() {
        replay = new SocketReplay();
    }

    @AfterAll
    static void close() {
        replay.close();
    }

    @ParameterizedTest(name = "{0} {1} {2} → {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            301 | Location: https://h/x             | ``                                    | orchestress.target.url     | Location: https://h/x
            307 | Location: /x/                     | ``                                    | orchestress.target.url     | in orchestress.target.url or in calls.mine.request
            401 | WWW-Authenticate: Bearer          | no key                                | orchestress.target.headers | WWW-Authenticate: Bearer
            403 | X: y                              | no                                    | orchestress.target.headers | headers { Authorization
            407 | Proxy-Authenticate: Basic         | ``                                    | orchestress.target.headers | Proxy-Authenticate: Basic
            421 | X: y                              | ``                                    | orchestress.target.headers | Host = "NAME"
            404 | X: y                              | Cannot POST /x                        | calls.mine.request         | Cannot POST /x
            405 | Allow: GET                        | ``                                    | calls.mine.request         | Allow: GET
            400 | X: y                              | {"message":"prompt is missing"}       | calls.mine.body            | prompt is missing
            415 | X: y                              | ``                                    | calls.mine.body            | HTTP 415
            422 | X: y                              | {"detail":[{"loc":["body","input"]}]} | calls.mine.body            | "loc"
            422 | X: y                              | {"message":"the agent failed"}        | ``                         | ``
            200 | Content-Type: text/html           | <p>Sign in</p>                        | calls.mine.request         | responds with an HTML page: <p>Sign in
            200 | Content-Type: text/plain          | <!DOCTYPE html><html>                 | calls.mine.request         | responds with an HTML page
            200 | Content-Type: application/json    | {"id":1}                              | ``                         | ``
            200 | X: y                              | a text                                | ``                         | ``
            202 | X: y                              | ``                                    | ``                         | ``
            429 | Retry-After: 1                    | slow down                             | ``                         | ``
            500 | X: y                              | sorry                                 | ``                         | ``
            503 | X: y                              | sorry                                 | ``                         | ``
            """)
    void saysWhatToChangeWhereAllOthersWouldFail(int status, String header, String body, String key, String says)
            throws IOException {
        Call[] made = new Call[1];
        Reply reply = replay.play(
                target -> {
                    made[0] = FirstAnswer.to(call(target));
                    return made[0];
                },
                List.of(new SocketReplay.Write(
                        0, "HTTP/1.1 " + status + " X\r\n" + header + "\r\nConnection: close\r\n\r\n" + body)),
                true);

        Optional<Objection> objection = Objection.of(reply, made[0], SETTINGS);

        assertThat(objection.map(Objection::key).orElse("")).isEqualTo(key);
        assertThat(objection.map(Objection::message).orElse("")).contains(says);
        objection.ifPresent(o -> assertThat(o.message()).startsWith("POST http://127.0.0.1:"));
    }

    private static Call call(URI target) {
        return new Call(new Outbound.Http("POST", target.resolve("/x?secret=1"), Map.of(), new byte[0]), () -> {
            throw new AssertionError("its own answer is not asked for");
        });
    }
}
