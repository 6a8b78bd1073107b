package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import io.orchestress.testkit.ManualTime;
import io.orchestress.transport.reach.Reach;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second request over a connection that was idle, which the server closes without an answer; by a clock that is moved by hand. */
class IdleClosedTest {
    @ParameterizedTest(name = "idle for {0} ms, closed {1} ms after the request: {2}")
    @CsvSource({
        "1000, 0.1, IDLE_CLOSED",
        "100, 0.3, IDLE_CLOSED",
        "1000, 0.4, CONNECTION",
        "1000, 3000, CONNECTION",
        "99, 0.1, CONNECTION",
        "0, 0.1, CONNECTION"
    })
    void closedForIdlenessIsAClassOfItsOwn(double idleMillis, double afterMillis, Ending expected) {
        ManualTime time = new ManualTime();
        EmbeddedChannel channel = new EmbeddedChannel();
        URI uri = URI.create("http://127.0.0.1:1/");
        HttpConnection connection = new HttpConnection(
                channel,
                HttpConnections.Origin.of(uri),
                null,
                new HttpConnections(channel.eventLoop(), Duration.ofSeconds(1), AnswerLimits.DEFAULT, Reach.PLAIN),
                time);
        channel.pipeline()
                .addLast(new ReadClock(connection), new HttpRequestEncoder(), new ResponseDecoder(1 << 16), connection);

        assertThat(connection.isUsable()).isTrue();
        Heard first = send(connection, uri, time);
        channel.writeInbound(
                Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", StandardCharsets.US_ASCII));
        assertThat(first.ending()).isEqualTo(Ending.COMPLETE);
        time.advanceMillis(idleMillis);
        Heard second = send(connection, uri, time);
        time.advanceMillis(afterMillis);
        channel.close();

        assertThat(second.ending()).isEqualTo(expected);
        channel.finishAndReleaseAll();
    }

    private static Heard send(HttpConnection connection, URI uri, ManualTime time) {
        Heard heard = new Heard();
        Outbound.Http request = new Outbound.Http("GET", uri, Map.of(), new byte[0]);
        HttpExchange exchange = new HttpExchange(request, heard, time, AnswerLimits.DEFAULT, ended -> {});
        assertThat(connection.send(exchange, new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/")))
                .isTrue();
        return heard;
    }
}
