package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither a record nor a value on the command line asks a server or reads a file. */
class RecordedSettingsTest {
    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server = null;
    private String url = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x.conf";
        Files.writeString(folder.resolve("local.conf"), "profile = full");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String hostile(String text) {
        return text.replace("URL", url)
                .replace("FILE", folder.resolve("local.conf").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ include url(\"URL\") }",
                "{ include file(\"FILE\") }",
                "[ { include url(\"URL\") } ]",
                "${PATH}",
                "${?HOME}",
                "../quick",
                "",
                "a b",
                "x\u001b[31m"
            })
    void aProfileOfARecordIsAName(String profile) {
        assertThatThrownBy(() -> SettingsLoader.load(new Properties(), Map.of("profile", hostile(profile))))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("run.json: orchestress.profile")
                .hasMessageContaining("is not a valid profile name");
        assertThat(asked).hasValue(0);
    }

    @Test
    void aProfileThatIsNotThereIsRefusedAsOne() {
        assertThatThrownBy(() -> SettingsLoader.load(new Properties(), Map.of("profile", "warp")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("expected one of full, quick, standard");
        assertThat(SettingsLoader.load(new Properties(), Map.of("profile", "full"))
                        .profile()
                        .name())
                .isEqualTo("full");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capacity.slo | { include url(\"URL\") }",
                "capacity.slo | [ \"p95 <= 1 s\" ",
                "capacity.expected-load | ${PATH}",
                "capacity.expected-load | [{ include url(\"URL\") }]"
            })
    void aCapacitySettingOfARecordIsData(String entry) {
        String[] parts = hostile(entry).split(" \\| ", 2);
        assertThatThrownBy(() -> SettingsLoader.load(new Properties(), Map.of(parts[0], parts[1])))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("run.json");
        assertThat(asked).hasValue(0);
    }

    @Test
    void otherKeysOfARecordAreNoSettings() {
        Settings settings = SettingsLoader.load(
                new Properties(),
                Map.of(
                        "capacity.\"", "1",
                        "capacity..x", "1",
                        "capacity.${PATH}", "1",
                        "target.url", "http://192.0.2.1",
                        "record.folder", "/elsewhere"));
        assertThat(settings.target().url()).isEmpty();
        assertThat(settings.recordFolder()).isEqualTo("results");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ include url(\"URL\") }",
                "{ include \"URL\" }",
                "{ include file(\"FILE\") }",
                "{ include required(file(\"FILE\")) }",
                "{ include classpath(\"reference.conf\") }",
                "{ include \"FILE\" }",
                "[ { include url(\"URL\") } ]"
            })
    void aValueOnTheCommandLineIncludesNothing(String value) {
        Properties properties = new Properties();
        properties.setProperty("orchestress.target", hostile(value));
        assertThatThrownBy(() -> SettingsLoader.load(properties))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("-Dorchestress.target");
        assertThat(asked).hasValue(0);
    }

    /** What the process of a simulation gets of {@code mvn gatling:test -D…='["a b"]'}. */
    @Test
    void aValueWhoseQuotesGatlingsPlugInEscapedIsReadAsItWasWritten() {
        Properties properties = new Properties();
        properties.setProperty("orchestress.protocols.process.command", "[sh,-c,\\\"echo 'a, b'; true\\\"]");
        properties.setProperty("orchestress.target.allowed-hosts", "[\\\"10.0.0.5\\\"]");
        properties.setProperty("target", "http://10.0.0.5:8080");
        assertThat(SettingsLoader.load(properties).target().url()).hasValue(URI.create("http://10.0.0.5:8080"));
    }

    @Test
    void aValueWithoutItsQuotesIsExplained() {
        Properties properties = new Properties();
        properties.setProperty("orchestress.resources.prometheus", "[{url=http://127.0.0.1:1/m,metrics{a=b}}]");
        assertThatThrownBy(() -> SettingsLoader.load(properties))
                .hasMessageContaining("Maven strips them")
                .hasMessageContaining("-Dconfig");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orchestress..x", "orchestress.", "orchestress.a\"b", "orchestress.a$b", "orchestress.a[b"})
    void aKeyThatIsNoneIsRefused(String key) {
        Properties properties = new Properties();
        properties.setProperty(key, "1");
        assertThatThrownBy(() -> SettingsLoader.load(properties))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("is not a key");
    }
}
