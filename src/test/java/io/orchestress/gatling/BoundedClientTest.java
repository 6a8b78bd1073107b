package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatling.commons.util.DefaultClock;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.config.GatlingConfiguration$;
import io.gatling.http.client.HttpClientConfig;
import io.gatling.http.client.HttpListener;
import io.gatling.http.client.Request;
import io.gatling.http.client.RequestBuilder;
import io.gatling.http.client.impl.DefaultHttpClient;
import io.gatling.http.client.resolver.InetAddressNameResolver;
import io.gatling.http.client.uri.Uri;
import io.gatling.http.engine.HttpClientFactory;
import io.gatling.http.engine.HttpEngine;
import io.gatling.http.util.SslContextsFactory;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.orchestress.transport.AnswerLimits;
import io.orchestress.transport.Causes;
import io.orchestress.transport.Ending;
import io.orchestress.transport.MemoryBudget;
import io.orchestress.transport.TakenBody;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gatling's own client against a server that sends more than was asked for. */
class BoundedClientTest {
    private static final int LIMIT = 1 << 20;

    private static HttpServer server;
    private static EventLoopGroup loops;

    @BeforeAll
    static void start() throws IOException {
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            int left = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (byte[] part = new byte[8192]; left > 0; left -= part.length) {
                    body.write(part, 0, Math.min(left, part.length));
                }
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1048576, 1048576", "1048577, -1", "200000000, -1"})
    void aLongerAnswerEndsTheRequest(int sent, int taken) throws Exception {
        AnswerLimits limits = new AnswerLimits(LIMIT, LIMIT, MemoryBudget.ofThisJvm());
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        try (DefaultHttpClient client = new DefaultHttpClient(new HttpClientConfig())) {
            Uri url = Uri.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + sent);
            Request request = new RequestBuilder("get", HttpMethod.GET, url, InetAddressNameResolver.JAVA_RESOLVER)
                    .setRequestTimeout(20_000)
                    .build();
            HttpListener listener = new BoundedClient.Bounded(new Counting(ended), new TakenBody(limits));
            loops.next().execute(() -> client.sendRequest(request, 1, loops.next(), listener, null));

            assertThat(ended.handle((bytes, e) -> e == null ? (Object) bytes : e.getMessage())
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo(taken < 0 ? "the body exceeds 1 MiB (orchestress.target.longest-answer)" : taken);
        }
    }

    @Test
    void whatIsSaidOfItIsKnownAgain() {
        TakenBody body = new TakenBody(new AnswerLimits(LIMIT, LIMIT, MemoryBudget.ofThisJvm()));
        assertThat(body.take(LIMIT)).isNull();
        assertThat(Causes.of("i.o.g.BoundedClient$TooMuchException: " + body.take(1)))
                .isEqualTo(Ending.TOO_LONG);
    }

    /** Should Gatling's field be another one day. */
    @Test
    void anEngineOfGatlingsIsBoundedOnce() throws Exception {
        GatlingConfiguration configuration = GatlingConfiguration$.MODULE$.load();
        SslContextsFactory ssl = new SslContextsFactory(configuration.ssl(), false);
        HttpEngine engine = new HttpEngine(
                ssl, new HttpClientFactory(ssl, configuration).newClient(), loops, new DefaultClock(), configuration);
        AnswerLimits limits = new AnswerLimits(LIMIT, LIMIT, MemoryBudget.ofThisJvm());

        BoundedClient.of(engine, limits);
        Object once = client(engine);
        BoundedClient.of(engine, limits);

        assertThat(once).isInstanceOf(BoundedClient.class);
        assertThat(client(engine)).isSameAs(once);
        engine.close();
    }

    private static Object client(HttpEngine engine) throws ReflectiveOperationException {
        Field field = HttpEngine.class.getDeclaredField("httpClient");
        field.setAccessible(true);
        return field.get(engine);
    }

    /** Tells how many bytes it was given, or what ended the request. */
    private static final class Counting implements HttpListener {
        private final CompletableFuture<Integer> ended;
        private int bytes;

        Counting(CompletableFuture<Integer> ended) {
            this.ended = ended;
        }

        @Override
        public void onHttpResponseBodyChunk(ByteBuf chunk, boolean last) {
            bytes += chunk.readableBytes();
            if (last) {
                ended.complete(bytes);
            }
        }

        @Override
        public void onThrowable(Throwable e) {
            ended.completeExceptionally(e);
        }

        @Override
        public void onFinalClientRequest(Request request) {}

        @Override
        public void onHttpResponse(HttpResponseStatus status, HttpHeaders headers) {}
    }
}
