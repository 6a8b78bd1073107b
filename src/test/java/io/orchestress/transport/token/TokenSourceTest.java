package io.orchestress.transport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestress.testkit.Ports;
import io.orchestress.transport.http.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against real programs and a real server. */
class TokenSourceTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SECRET = "hush-hush&=";

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;
    private byte[] body = {};
    private boolean slow;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.reserved()), 0);
        server.setExecutor(threads);
        server.createContext("/token", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (slow) {
                over.await();
            }
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ClientCredentials credentials(boolean inBody) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
        return new ClientCredentials(url, "me:too", SECRET, "a b", inBody, Http.direct());
    }

    private void answers(int newStatus, String newBody) {
        status = newStatus;
        body = newBody.getBytes(StandardCharsets.UTF_8);
    }

    private static String refused(TokenSource source, Duration within) {
        NoTokenException refused = catchThrowableOfType(NoTokenException.class, () -> source.next(within));
        assertThat(refused).as("no token").isNotNull();
        assertThat(refused.why())
                .doesNotContain("hush-hush")
                .doesNotContain("\u001b")
                .hasSizeLessThan(600);
        return refused.why();
    }

    @Test
    void clientCredentialsInTheHeaderOrInTheBody() throws Exception {
        answers(200, "{\"access_token\":\"abc.DEF-1~+/=\",\"token_type\":\"bearer\",\"expires_in\":60}");
        assertThat(credentials(false).next(LONG)).isEqualTo(token("abc.DEF-1~+/=", 60));
        assertThat(credentials(true).next(LONG)).isEqualTo(token("abc.DEF-1~+/=", 60));
        // RFC 6749 §2.3.1: both are form-encoded before they are put together
        String basic = Base64.getEncoder().encodeToString("me%3Atoo:hush-hush%26%3D".getBytes(StandardCharsets.UTF_8));
        assertThat(asked)
                .containsExactly(
                        "Basic " + basic + " grant_type=client_credentials&scope=a+b",
                        "null grant_type=client_credentials&scope=a+b&client_id=me%3Atoo&client_secret=hush-hush%26%3D");
        assertThat(credentials(false).toString()).doesNotContain("hush");
    }

    private static Token token(String value, long seconds) {
        return new Token(
                value, seconds == 0 ? java.util.Optional.empty() : java.util.Optional.of(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"access_token":"t"}                        | 0
            {"access_token":"t","expires_in":"60"}      | 60
            {"access_token":"t","expires_in":0}         | 0
            {"access_token":"t","expires_in":-5}        | 0
            {"access_token":"t","expires_in":"soon"}    | 0
            {"access_token":"t","expires_in":null}      | 0
            {"access_token":"t","expires_in":1e30}      | 0
            {"access_token":"t","expires_in":99999999999} | 31536000
            """)
    void howLongItLives(String answer, long seconds) throws Exception {
        answers(200, answer);
        assertThat(credentials(false).next(LONG)).isEqualTo(token("t", seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | {"error":"invalid_client","error_description":"hush-hush"} | returned 400: invalid_client
            400 | {"error":"\\u001b[2J hush-hush"}         | returned 400
            401 | hush-hush                                | returned 401
            500 | <html>hush-hush</html>                   | returned 500
            302 | {"access_token":"t"}                     | returned 302
            200 | <html>hush-hush</html>                   | did not respond in JSON
            200 | [1]                                      | did not respond in JSON
            200 | {"access_token":"t"                      | did not respond in JSON
            200 | {"token":"hush-hush"}                    | gave no access_token
            200 | {"error":"slow_down"}                    | gave no access_token: slow_down
            200 | {"access_token":7}                       | gave no access_token
            200 | {"access_token":""}                      | it is empty
            200 | {"access_token":"hush-hush\\r\\nX: y"}   | one word of printable ASCII
            200 | {"access_token":"hush-hush\\u0000"}      | one word of printable ASCII
            200 | {"access_token":"hush-hush ü"}           | one word of printable ASCII
            """)
    void answersThatHoldNoToken(int newStatus, String answer, String why) {
        answers(newStatus, answer);
        assertThat(refused(credentials(false), LONG))
                .startsWith("the token server http://127.0.0.1:")
                .contains(why);
        assertThat(asked).as("asked once, and nobody else").hasSize(1);
    }

    @Test
    void answersThatAreHugeLateOrNotThere() {
        answers(200, "{\"access_token\":\"" + "x".repeat(20_000) + "\"}");
        assertThat(refused(credentials(false), LONG)).contains("longer than 16384 characters");
        answers(200, " ".repeat(3 << 20) + "{\"access_token\":\"t\"}");
        assertThat(refused(credentials(false), LONG)).contains("exceeds 1 MiB");
        slow = true;
        assertThat(refused(credentials(false), Duration.ofMillis(200))).contains("within 200 ms");
        server.stop(0);
        assertThat(refused(credentials(false), LONG)).contains("did not respond: nothing listens there");
    }

    private static TokenCommand shell(String script) {
        return new TokenCommand(List.of("/bin/sh", "-c", script, SECRET));
    }

    @Test
    void commandsThatPrintAToken() throws Exception {
        assertThat(shell("echo tok.en; echo warning >&2").next(LONG)).isEqualTo(token("tok.en", 0));
        assertThat(shell("printf '\\n  tok \\n\\n'").next(LONG)).isEqualTo(token("tok", 0));
        assertThat(shell("echo a.b.c").next(LONG))
                .as("it only looks like a JWT")
                .isEqualTo(token("a.b.c", 0));
        Token jwt = shell("echo " + jwt(Instant.now().getEpochSecond() + 600)).next(LONG);
        assertThat(jwt.lifetime().orElseThrow()).isBetween(Duration.ofSeconds(500), Duration.ofSeconds(601));
        assertThat(jwt.toString()).doesNotContain(jwt.value());
    }

    private static String jwt(long expires) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(("{\"exp\":" + expires + "}").getBytes(StandardCharsets.UTF_8)) + ".";
    }

    @Test
    void commandsThatPrintNone() {
        assertThat(refused(shell("echo hush-hush; echo 'not logged in: run az login' >&2; exit 3"), LONG))
                .isEqualTo("the command /bin/sh ended with 3: not logged in: run az login");
        assertThat(refused(shell("echo '+ curl -H abc0def1ghi2jkl3mno4' >&2; exit 1"), LONG))
                .isEqualTo("the command /bin/sh ended with 1: + curl -H …");
        assertThat(refused(shell("exec sleep 60"), Duration.ofMillis(300)))
                .isEqualTo("the command /bin/sh did not end within 300 ms and was killed");
        assertThat(refused(shell("true"), LONG)).endsWith("printed nothing on its standard output");
        assertThat(refused(shell("echo; echo ' '"), LONG)).endsWith("printed nothing on its standard output");
        assertThat(refused(shell("echo Bearer hush-hush"), LONG)).contains("one word of printable ASCII");
        assertThat(refused(shell("printf 'hush-hush\\nhush-hush'"), LONG)).contains("one word of printable ASCII");
        assertThat(refused(shell("printf 'hush\\033[2J'"), LONG)).contains("one word of printable ASCII");
        assertThat(refused(shell("echo '{\"token\":\"hush-hush\"}'"), LONG)).contains("no JSON");
        assertThat(refused(shell("head -c 200000 /dev/zero"), LONG)).contains("printed more than 64 KiB");
        assertThat(refused(shell("head -c 20000 /dev/zero | tr '\\0' x"), LONG)).contains("longer than 16384");
        assertThat(refused(shell("echo " + jwt(1_000_000_000)), LONG)).contains("a token that has expired already");
        assertThat(refused(new TokenCommand(List.of("/no/such/program", SECRET)), LONG))
                .isEqualTo("the command /no/such/program could not be started");
    }
}
