package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.ManualTime;
import io.orchestress.testkit.Ports;
import io.orchestress.transport.reach.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class NameResolverTest {
    private final ManualTime time = new ManualTime();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private String answer = "10.0.0.1 10.0.0.2 10.0.0.3";
    private int asked;
    private final NameResolver names = new NameResolver(this::lookup, time, background::add);
    private final List<String> told = new ArrayList<>();

    private InetAddress[] lookup(String host) throws UnknownHostException {
        asked++;
        if (answer.startsWith("!")) {
            throw new UnknownHostException(host + ": " + answer.substring(1));
        }
        List<InetAddress> all = new ArrayList<>();
        for (String address : answer.split(" ", -1)) {
            all.add(InetAddress.getByName(address));
        }
        return all.toArray(InetAddress[]::new);
    }

    private String of(String host) {
        told.clear();
        names.of(host, loop::add, found -> {
            Broken failure = found.failure();
            told.add(
                    failure == null
                            ? String.join(
                                    " ",
                                    found.addresses().stream()
                                            .map(InetAddress::getHostAddress)
                                            .toList())
                            : failure.ending() + " " + failure.why());
        });
        return String.join(",", told);
    }

    private String ofWaiting(String host) {
        String at = of(host);
        background.forEach(Runnable::run);
        background.clear();
        loop.forEach(Runnable::run);
        loop.clear();
        return at.isEmpty() ? String.join(",", told) : at;
    }

    @Test
    void theLoopNeverWaitsAndTheAddressesAreUsedInTurn() {
        assertThat(of("agents")).as("not known yet").isEmpty();
        assertThat(of("agents")).as("nor now").isEmpty();
        ofWaiting("agents");
        assertThat(of("agents")).as("the fourth to ask").isEqualTo("10.0.0.1 10.0.0.2 10.0.0.3");
        assertThat(of("agents")).isEqualTo("10.0.0.2 10.0.0.3 10.0.0.1");
        assertThat(of("agents")).isEqualTo("10.0.0.3 10.0.0.1 10.0.0.2");
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void literalsAreNotAsked() {
        assertThat(of("127.0.0.1")).isEqualTo("127.0.0.1");
        assertThat(of("::1")).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(asked).isZero();
    }

    @Test
    void oldAddressesServeWhileTheyAreAskedForAgainAndWhenThatFails() {
        ofWaiting("agents");
        time.advance(Duration.ofSeconds(31));
        answer = "10.0.0.9";
        assertThat(of("agents")).as("beside the load").startsWith("10.0.0.");
        ofWaiting("agents");
        assertThat(of("agents")).isEqualTo("10.0.0.9");
        time.advance(Duration.ofSeconds(31));
        answer = "!Name or service not known";
        ofWaiting("agents");
        assertThat(of("agents")).isEqualTo("10.0.0.9");
        assertThat(asked).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "Name or service not known, DNS agents",
        "No address associated with hostname, DNS agents",
        "nodename nor servname provided, DNS agents",
        "Temporary failure in name resolution, INJECTOR this machine's name server does not respond for agents"
    })
    void whoseFaultItIsThatThereIsNone(String said, String failure) {
        answer = "!" + said;
        assertThat(ofWaiting("agents")).isEqualTo(failure);
        assertThat(of("agents")).as("remembered").isEqualTo(failure);
        assertThat(asked).isEqualTo(1);
        time.advance(Duration.ofSeconds(11));
        answer = "10.0.0.7";
        assertThat(ofWaiting("agents")).isEqualTo("10.0.0.7");
    }

    @Test
    void oneThatRefusesComesLastUntilTheNameIsAskedForAgain() throws UnknownHostException {
        ofWaiting("agents");
        names.refused("agents", InetAddress.getByName("10.0.0.1"));
        for (int i = 0; i < 6; i++) {
            assertThat(of("agents")).endsWith("10.0.0.1");
        }
        time.advance(Duration.ofSeconds(31));
        ofWaiting("agents");
        assertThat(List.of(of("agents"), of("agents"), of("agents"))).anyMatch(all -> all.startsWith("10.0.0.1"));
    }

    /** localhost of two addresses of which the server listens on one. */
    @Test
    void aRefusedAddressIsFollowedByTheNext() throws IOException {
        InetAddress wrong = InetAddress.getByName("127.0.0.2");
        NameResolver two = new NameResolver(
                host -> new InetAddress[] {InetAddress.getLoopbackAddress(), wrong}, time, Runnable::run);
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
                WireBench bench = new WireBench(
                        true,
                        loop -> new HttpWire(new HttpConnections(
                                loop, Duration.ofSeconds(2), AnswerLimits.DEFAULT, two, Reach.PLAIN)))) {
            for (int i = 0; i < 3; i++) {
                Heard heard = bench.exchange(WireBench.get(
                        java.net.URI.create("http://agents:" + server.uri("/").getPort() + "/")));
                assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
            }
        }
        try (Ports.Closed nobody = Ports.closed();
                WireBench bench = new WireBench(
                        true,
                        loop -> new HttpWire(new HttpConnections(
                                loop, Duration.ofSeconds(2), AnswerLimits.DEFAULT, two, Reach.PLAIN)))) {
            Heard heard = bench.exchange(WireBench.get(java.net.URI.create("http://agents:" + nobody.port() + "/")));
            assertThat(heard.ending()).isEqualTo(Ending.CONNECTION);
            assertThat(heard.why().split("; ", -1))
                    .containsExactlyInAnyOrder(
                            "connection refused by 127.0.0.1:" + nobody.port(),
                            "connection refused by 127.0.0.2:" + nobody.port());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "connect(..) failed with error(-99): Cannot assign requested address, INJECTOR, 'this machine has no local port left'",
        "socket(..) failed with error(-24): Too many open files, INJECTOR, the load generator cannot open more files (ulimit -n): too many",
        "socket(..) failed with error(-23): Too many open files in system, INJECTOR, this machine cannot open more files (fs.file-max)",
        "Connection refused, CONNECTION, connection refused by [0:0:0:0:0:0:0:1]:80",
        "No route to host, CONNECTION, 'No route to host'"
    })
    void whoseFaultItIsThatThereIsNoConnection(String said, Ending ending, String why) throws UnknownHostException {
        Broken broken = Broken.connecting(
                new IllegalStateException("no channel", new IOException(said)),
                new InetSocketAddress(InetAddress.getByName("::1"), 80),
                100);
        assertThat(broken.ending()).isEqualTo(ending);
        assertThat(broken.why()).startsWith(why);
    }
}
