package io.orchestress.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class OtherAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "http://agents:8080/a%20b?c=d, http://[0:0:0:0:0:0:0:1]:8080/a%20b?c=d http://10.0.0.2:8080/a%20b?c=d, agents:8080",
        "http://agents, http://[0:0:0:0:0:0:0:1] http://10.0.0.2, agents",
        "https://agents, , agents"
    })
    void theNameIsKept(URI url, String others, String host) throws IOException {
        InetAddress[] all = {
            InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"), InetAddress.getByName("10.0.0.2")
        };
        var questions = OtherAddresses.of(new Question("PUT", url, Map.of("X-A", "1"), "body"), all);
        assertThat(String.join(
                        " ", questions.stream().map(q -> q.url().toString()).toList()))
                .isEqualTo(others == null ? "" : others);
        assertThat(questions).allSatisfy(question -> {
            assertThat(question.headers()).containsEntry("Host", host).containsEntry("X-A", "1");
            assertThat(question.method() + question.body()).isEqualTo("PUTbody");
        });
    }

    @Test
    void aHeaderHostIsSent() throws IOException, InterruptedException, ExecutionException, NoAnswerException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> host = CompletableFuture.supplyAsync(() -> hostOf(server));
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            Http.direct().ask(Question.get(url, Map.of("host", "agents:1")), Duration.ofSeconds(30), Wanted.STATUS);
            assertThat(host.get()).isEqualToIgnoringCase("host: agents:1");
        }
    }

    private static String hostOf(ServerSocket server) {
        try (Socket socket = server.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String found = "";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                found = line.regionMatches(true, 0, "host:", 0, 5) ? line : found;
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 204 No\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            return found;
        } catch (IOException e) {
            return e.toString();
        }
    }
}
