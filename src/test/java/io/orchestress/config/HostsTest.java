package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    private final List<ConfigProblem> problems = new ArrayList<>();

    /** The target, what is named, a URL from a card, an answer or a journey, and why no load goes there; empty: it does. */
    @ParameterizedTest(name = "{0}, named {1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "http://127.0.0.1:8080   | -                  | http://127.0.0.1:8080/rpc?x=1 | -",
                "http://127.0.0.1:8080   | -                  | http://localhost:8080/        | -",
                "http://localhost:8080   | -                  | http://[::1]:8080             | -",
                "http://127.0.0.1        | -                  | http://127.0.0.1:80           | -",
                "https://a.example       | -                  | https://A.example:443/        | -",
                "http://127.0.0.1:8080   | -                  | http://127.0.0.2:8080/        | name 127.0.0.2:8080 in orchestress.target.allowed-hosts",
                "http://127.0.0.1:8080   | -                  | http://127.0.0.1:22/          | name 127.0.0.1:22 in",
                "http://127.0.0.1:8080   | 127.0.0.1          | http://127.0.0.1:22/          | name 127.0.0.1:22 in",
                "http://127.0.0.1:8080   | 127.0.0.1:9090     | http://127.0.0.1:9090/        | -",
                "http://192.0.2.2:8080   | 192.0.2.2          | http://127.0.0.1:8080/        | name 127.0.0.1:8080 in",
                "http://192.0.2.2:8080   | 192.0.2.2          | http://127.0.0.1/             | name 127.0.0.1 in",
                "http://192.0.2.2:8080   | 192.0.2.2          | http://localhost:8080/        | name localhost:8080 in",
                "http://192.0.2.2:8080   | 192.0.2.2          | http://192.0.2.2:22/          | name 192.0.2.2:22 in",
                "http://192.0.2.2:8080   | 192.0.2.2          | http://192.0.2.2/             | -",
                "http://192.0.2.2:8080   | 192.0.2.2          | http://[::ffff:127.0.0.1]:8080/ | is not the target",
                "http://192.0.2.2:8080   | 192.0.2.2          | http://0.0.0.0:8080/          | is not the target",
                "http://192.0.2.2:8080   | 192.0.2.2          | http://2130706433:8080/       | is not the target",
                "http://a.example        | a.example,b.example | http://b.example/rpc         | -",
                "http://a.example        | a.example,b.example | http://b.example:8080/rpc    | name b.example:8080 in",
                "http://a.example        | a.example,b.example | https://b.example/rpc        | -",
                "https://a.example       | a.example          | http://a.example/             | is not encrypted",
                "https://a.example       | a.example:80       | http://a.example:80/          | is not encrypted",
                "http://a.example        | a.example          | http://a.example.evil/        | is not the target",
                "http://a.example        | a.example          | http://evil/a.example         | is not the target",
                "http://a.example        | a.example          | http://a.example@evil/        | must not have a user",
                "http://a.example        | a.example          | http://u:p@a.example/         | must not have a user",
                "http://a.example        | a.example          | http://a.example:99999/       | the port must be from 1 to 65535",
                "http://a.example        | a.example          | http://a.example:0/           | the port must be from 1 to 65535",
                "http://a.example        | a.example          | file:///etc/passwd            | expected http://HOST",
                "http://a.example        | a.example          | ftp://a.example/              | expected http://HOST",
                "http://a.example        | a.example          | //a.example/                  | expected http://HOST",
                "http://a.example        | a.example          | http:/path                    | expected http://HOST",
            })
    void whatATargetNamesIsItsOwnOriginOrNamedWithItsPort(String target, String named, String url, String why) {
        Optional<String> refusal =
                hosts(Optional.ofNullable(named)).refusal(URI.create(url), Origin.of(URI.create(target)));

        if (why == null) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal.orElseThrow()).contains(why).doesNotContain("u:p");
        }
    }

    @ParameterizedTest(name = "{0}, named {1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "http://127.0.0.1:1        | -               | true",
                "http://LOCALHOST          | -               | true",
                "http://127.9.9.9:80       | -               | true",
                "http://[::1]:8080         | -               | true",
                "http://[0:0:0:0:0:0:0:1]  | -               | true",
                "http://localhost.         | -               | false",
                "http://2130706433         | -               | false",
                "http://0177.0.0.1         | -               | false",
                "http://127.0.0.1.evil     | -               | false",
                "http://10.0.0.5:8080      | 10.0.0.5        | true",
                "http://10.0.0.5:8080      | 10.0.0.5:8080   | true",
                "http://10.0.0.5:9090      | 10.0.0.5:8080   | false",
                "http://Agents.Example     | agents.example  | true",
                "http://[2001:db8::1]:80   | [2001:db8::1]   | true",
            })
    void whatTheUserWritesIsOnThisMachineOrNamed(String url, String named, boolean allowed) {
        assertThat(hosts(Optional.ofNullable(named))
                        .refusal(Origin.of(URI.create(url)), "to put load on it")
                        .isEmpty())
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.5",
                "10.0.0.5:0",
                "10.0.0.5:70000",
                "10.0.0.0/8",
                "*",
                "*.example",
                "u:pw@h",
                "a b",
                "",
                ":80",
                "h:"
            })
    void whatIsNoHostNamesNobody(String entry) {
        hosts(Optional.of(entry));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString())
                .contains("orchestress.target.allowed-hosts", "expected HOST or HOST:PORT")
                .doesNotContain("pw");
    }

    @Test
    void aUrlIsSpokenToByTheNameThatTheUserGave() {
        Origin own = Origin.of(URI.create("http://127.0.0.1:8080"));

        assertThat(own.at(URI.create("http://localhost:8080/a%20b?c=%2F")))
                .hasToString("http://127.0.0.1:8080/a%20b?c=%2F");
        assertThat(own.at(URI.create("http://other:8080/a"))).hasToString("http://other:8080/a");
        assertThat(Origin.of(URI.create("https://H:443/x"))).hasToString("https://h");
    }

    @Test
    void aWrongUrlIsNotQuoted() {
        assertThatThrownBy(() -> Origin.url("http://u:secret@h:pw/ x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    private Hosts hosts(Optional<String> named) {
        String list =
                named.map(hosts -> "\"" + hosts.replace(",", "\",\"") + "\"").orElse("");
        Section target = new Section(
                ConfigFactory.parseString("allowed-hosts = [" + list + "]").root(), "orchestress.target", problems);
        return Hosts.read(target, "allowed-hosts");
    }
}
