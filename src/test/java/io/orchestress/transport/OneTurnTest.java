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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stream that was held back and takes several reads: what had come by the beginning of a turn of the loop has one time. */
class OneTurnTest {
    private final ManualTime time = new ManualTime();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void allReadsOfATurnHaveOneTimeAndThoseOfTheNextAnother() {
        URI uri = URI.create("http://127.0.0.1:1/");
        HttpConnection connection = new HttpConnection(
                channel,
                HttpConnections.Origin.of(uri),
                null,
                new HttpConnections(channel.eventLoop(), Duration.ofSeconds(1), AnswerLimits.DEFAULT, Reach.PLAIN),
                time);
        channel.pipeline()
                .addLast(new ReadClock(connection), new HttpRequestEncoder(), new ResponseDecoder(1 << 16), connection);
        Heard heard = new Heard();
        HttpExchange exchange = new HttpExchange(
                new Outbound.Http("GET", uri, Map.of(), new byte[0]), heard, time, AnswerLimits.DEFAULT, ended -> {});
        assertThat(connection.send(exchange, new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/")))
                .isTrue();
        time.advanceMillis(10);
        read("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n");
        read("data: b\n\n");
        channel.flushInbound();
        read("data: c\n\n");
        channel.flushInbound();

        List<Long> times = heard.times(); // of the head and three events
        assertThat(times).hasSize(4);
        assertThat(times.get(2)).isEqualTo(times.get(1)).isEqualTo(times.get(0));
        assertThat(times.get(3)).isGreaterThan(times.get(2));
        channel.finishAndReleaseAll();
    }

    private void read(String bytes) {
        channel.writeOneInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
        time.advanceMillis(1);
    }
}
