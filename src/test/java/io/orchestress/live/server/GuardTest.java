package io.orchestress.live.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final String TOKEN = "0123456789abcdef0123";

    /** With the first bytes of the token's SHA-256, by sha256sum. */
    private static final String COOKIE = "orchestress-live-1bd8fd47";

    private static final Guard LOOPBACK = new Guard(true, List.of(), "");
    private static final Guard OPEN = new Guard(false, List.of("Loadbox.example"), TOKEN);

    private static HttpHeaders headers(String... namesAndValues) {
        HttpHeaders headers = new DefaultHttpHeaders(false);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    private static int status(Guard guard, String uri, boolean does, String... headers) {
        Response refusal = guard.refusal(headers(headers), new QueryStringDecoder(uri), does);
        return refusal instanceof Response.Content no ? no.status() : 200;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:9", "127.0.0.1"})
    void thisMachineIsCalledByTheNamesOfLoopback(String host) {
        assertThat(status(LOOPBACK, "/", false, "Host", host)).isEqualTo(200);
    }

    /** Whoever makes such a name an address of this machine (DNS rebinding) is not served, whatever he asks for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "evil.example@127.0.0.1",
                "127.0.0.1@evil.example",
                "localhost.",
                "10.0.0.7",
                "0x7f.1",
                "[::2]",
                "a b",
                "localhost/x",
                ":8080",
                ""
            })
    void noOtherNameIsServedOnLoopback(String host) {
        assertThat(status(LOOPBACK, "/", false, "Host", host)).isNotEqualTo(200);
    }

    @Test
    void oneHostIsNamed() {
        assertThat(status(LOOPBACK, "/", false)).isEqualTo(421);
        assertThat(status(LOOPBACK, "/", false, "Host", "localhost", "Host", "localhost"))
                .isEqualTo(421);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, 200",
        "https://127.0.0.1:8080, 200",
        "http://127.0.0.1:8081, 403",
        "http://localhost:8080, 403",
        "http://evil.example, 403",
        "http://127.0.0.1:8080.evil.example, 403",
        "null, 403",
        "'', 403"
    })
    void onlyThePageItselfAsks(String origin, int status) {
        for (boolean does : List.of(true, false)) {
            assertThat(status(LOOPBACK, "/stop", does, "Host", "127.0.0.1:8080", "Origin", origin))
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 200", "same-site, 403", "cross-site, 403", "none, 403"})
    void whatABrowserSaysOfTheSiteCountsForWhatIsDone(String site, int status) {
        assertThat(status(LOOPBACK, "/stop", true, "Host", "localhost", "Sec-Fetch-Site", site))
                .isEqualTo(status);
        assertThat(status(LOOPBACK, "/", false, "Host", "localhost", "Sec-Fetch-Site", site))
                .as("a link on another page may lead here")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/?token=0123456789abcdef0123 | | | 200",
                "/?token=0123456789abcdef0124 | | | 401",
                "/?token= | | | 401",
                "/ | | | 401",
                "/metrics | Bearer 0123456789abcdef0123 | | 200",
                "/metrics | bearer 0123456789abcdef0123 | | 401",
                "/metrics | Basic 0123456789abcdef0123 | | 401",
                "/events | | COOKIE=0123456789abcdef0123 | 200",
                "/events | | a=b; COOKIE=0123456789abcdef0123 | 200",
                "/events | | COOKIE=0123456789abcdef012 | 401",
                "/events | | other=0123456789abcdef0123 | 401"
            })
    void anotherAddressAsksForTheToken(String uri, String authorization, String cookie, int status) {
        HttpHeaders headers = headers("Host", "10.0.0.7:8080");
        if (authorization != null) {
            headers.set("Authorization", authorization);
        }
        if (cookie != null) {
            headers.set("Cookie", cookie.replace("COOKIE", COOKIE));
        }
        Response refusal = OPEN.refusal(headers, new QueryStringDecoder(uri), false);
        assertThat(refusal instanceof Response.Content no ? no.status() : 200).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.7, 200", "loadbox.example:80, 200", "localhost, 200", "evil.example, 421", "loadbox, 421"})
    void anotherAddressIsCalledByItsNumbersOrItsNames(String host, int status) {
        assertThat(status(OPEN, "/?token=" + TOKEN, false, "Host", host)).isEqualTo(status);
    }

    @Test
    void theTokenOfTheLinkIsKeptWhereNoScriptReadsIt() {
        assertThat(OPEN.setsCookie(new QueryStringDecoder("/?token=" + TOKEN)))
                .isEqualTo(COOKIE + "=" + TOKEN + "; Path=/; HttpOnly; SameSite=Strict");
        assertThat(OPEN.setsCookie(new QueryStringDecoder("/"))).isNull();
        assertThat(LOOPBACK.setsCookie(new QueryStringDecoder("/?token="))).isNull();
    }
}
