package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.engine.breaker.BreakerLimits;
import io.orchestress.engine.breaker.BreakerRule;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {
    @TempDir
    Path folder;

    @Test
    void referenceConfIsValidAndComplete() {
        Settings settings = SettingsLoader.load(new Properties());

        assertThat(settings.profile().name()).isEqualTo("quick");
        assertThat(settings.target().url()).isEmpty();
        assertThat(settings.workloads())
                .containsOnlyKeys(
                        "smoke",
                        "baseline",
                        "load",
                        "peak",
                        "spike",
                        "volume",
                        "stress",
                        "endurance",
                        "concurrency",
                        "duel",
                        "scalability",
                        "connections",
                        "backend-faults",
                        "faults",
                        "fairness");
        assertThat(settings.part(BreakerLimits.class).rules())
                .contains(new BreakerRule.MeanResponseTime(Duration.ofSeconds(54)));
        assertThat(settings.part(BreakerLimits.class).stall()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.workloads().get("spike"))
                .extracting(Settings.PhaseSettings::kind)
                .contains(
                        PhaseKind.RAMP_UP, PhaseKind.STEADY, PhaseKind.SPIKE, PhaseKind.RECOVERY, PhaseKind.RAMP_DOWN);
    }

    @Test
    void propertiesWinOverTheFileAndTheFileOverTheReference() throws IOException {
        Path file = write("""
                orchestress.load.pace = 250 ms
                orchestress.breaker.window = 7 s
                """);

        Settings settings = load("config", file.toString(), "orchestress.load.pace", "3 s", "profile", "full");

        assertThat(settings.load().pace()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.part(BreakerLimits.class).window()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.part(BreakerLimits.class).grace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.profile().longest()).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void figuresAreNamedWithDotsOrDepth() throws IOException {
        Path file = write("""
                orchestress.breaker.resources { "target.cpu" = 98 %, target { rss = 2 GB } }
                orchestress.embedded.limits { cpus = "0,2-3", memory = 256 MiB, bandwidth = 1 MB/s }
                orchestress.resources.prometheus = [ {
                  url = "http://localhost:9100/metrics?key=hidden"
                  metrics { queue-depth = "jobs{queue='a'}" }
                } ]
                """);

        Settings settings = load("config", file.toString(), "orchestress.breaker.resources.host.load", "30");

        assertThat(settings.part(BreakerLimits.class).resources())
                .extracting(limit -> limit.figure() + " " + limit.limit() + " " + limit.unit())
                .containsExactly("host.load 30.0 count", "target.cpu 0.98 ratio", "target.rss 2.0E9 B");
        assertThat(settings.embedded().limits()).isEqualTo(new EmbeddedLimits("0,2-3", 256L << 20, 1_000_000));
        MetricsPage page = settings.resources().prometheus().get(0);
        assertThat(page.subject()).isEqualTo("target");
        assertThat(page.metrics())
                .extracting(figure -> figure.name() + " " + figure.text())
                .containsExactly("queue-depth jobs{queue='a'}");
        assertThat(settings.effective().get("resources.prometheus"))
                .contains("localhost:9100/metrics?(redacted)")
                .doesNotContain("hidden");
    }

    @Test
    void chosenVariablesAreKeptWithoutSecrets() {
        Map<String, String> environment = Map.of(
                "LC_ALL", "C",
                "LANG", "en",
                "MY_TOKEN", "t0p",
                "MAVEN_OPTS", "-Xmx1g -Dkey.password=t0p -Dproxy=http://me:t0p@proxy:1",
                "OTHER", "x");

        Map<String, String> kept = EnvironmentFacts.chosen(environment, List.of("LC_*", "*_TOKEN", "MAVEN_OPTS"));

        assertThat(kept).containsOnlyKeys("LC_ALL", "MY_TOKEN", "MAVEN_OPTS");
        assertThat(kept.toString()).doesNotContain("t0p").contains("-Xmx1g");
    }

    @Test
    void theLoadOfALeakRunIsMultipliedAsFarAsUsersMayBe() {
        Settings five = load("orchestress.endurance.accelerate", "5", "profile", "full");
        assertThat(five.profile("endurance").loadFactor())
                .isEqualTo(5 * five.profile().loadFactor());
        assertThat(five.profile("endurance").longest()).isEqualTo(five.profile().longest());
        assertThat(five.profile("load")).isEqualTo(five.profile());
        assertThat(five.endurance().collects()).isTrue();
        assertThat(load().endurance().collects()).isFalse();
        assertThat(load("orchestress.endurance.collections", "on").endurance().collects())
                .isTrue();
        assertThat(load("orchestress.endurance.accelerate", "5", "orchestress.endurance.collections", "off")
                        .endurance()
                        .collects())
                .isFalse();

        InvalidConfigException e = refused(
                "orchestress.endurance.accelerate", "5", "profile", "full", "orchestress.load.max-users", "300");
        assertThat(e)
                .hasMessageContaining(
                        "makes 500 users of the 100 of workload 'endurance', and load.max-users is 300; valid: from 1 to 3");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    orchestress.load.pace              | 5          | needs its unit, for example "5 s"
                    orchestress.load.pace              | -1 s       | must be at least 0 s
                    orchestress.load.pace              | 3 ms       | must be 0 s or at least 10 ms
                    orchestress.load.pace              | soon       | expected a duration such as
                    orchestress.load.pace              | 3 parsec   | expected a duration such as
                    orchestress.load.model             | ajar       | expected one of closed, open
                    orchestress.load.modle             | open       | unknown key; nearest: model; known here: model, pace, arrivals, drain
                    orchestress.breaker.window         | 0 s        | must be at least 1 s
                    orchestress.breaker.error-rate     | 50         | must be from 0 to 1
                    orchestress.breaker.error-rate     | often      | expected a number from 0 to 1
                    orchestress.breaker.min-samples    | 1.5        | expected a whole number
                    orchestress.breaker.enabled        | yes        | expected true or false
                    orchestress.profile                | warp       | expected one of full, quick, standard
                    profile                            | warp       | expected one of full, quick, standard
                    protocol                           | soap       | expected one of rest, a2a, mcp
                    protocol                           | langgraph  | the embedded orchestrator does not speak langgraph
                    target                             | 127.0.0.1  | expected http://HOST[:PORT]
                    orchestress.load.pace              | 99999999999999 d | is longer than 3650 d
                    orchestress.load.pace              | 1e400 s    | is longer than 3650 d
                    orchestress.load.pace              | 9223372036854775808 ns | is longer than 3650 d
                    orchestress.resources.pid          | 1.5        | expected a whole number
                    orchestress.resources.allowed-hosts | ["http://h"] | is not a host; expected HOST or HOST:PORT
                    orchestress..x                     | 1          | is not a key; valid: a name such as orchestress.load.pace
                    orchestress.                       | 1          | is not a key
                    orchestress.a"b                    | 1          | is not a key
                    orchestress.a$b                    | 1          | is not a key
                    orchestress.load                   | {pace=     | orchestress.load
                    config                             | /dev/null  | not a regular file
                    config                             | /          | is a folder
                    config                             | /no/such   | there is no such file
                    config                             | ''         | there is no such file
                    target                             | ''         | is empty: give a URL, or embedded
                    target                             | ' '        | is empty: give a URL, or embedded
                    orchestress.target.url             | ''         | is empty: give a URL, or embedded
                    profile                            | ''         | expected one of full, quick, standard
                    targe                              | http://127.0.0.1:9 | is not a setting; valid: -Dtarget
                    profil                             | standard   | is not a setting; valid: -Dprofile
                    target.url                         | http://127.0.0.1:9 | valid: -Dorchestress.target.url
                    TARGET                             | http://127.0.0.1:9 | valid: -Dtarget
                    url                                | http://127.0.0.1:9 | valid: -Dtarget
                    orchestres.load.pace               | 5 s        | valid: -Dorchestress.load.pace
                    target                             | http://a b | expected http://HOST[:PORT]
                    target                             | http://u:p@localhost | must not have a user
                    target                             | http://127.0.0.1:0     | the port must be from 1 to 65535
                    target                             | http://127.0.0.1:99999 | the port must be from 1 to 65535
                    target                             | http://2130706433      | name it in orchestress.target.allowed-hosts
                    target                             | http://198.51.100.7  | name it in orchestress.target.allowed-hosts
                    target                             | http://127.0.0.1.example.com | name it in orchestress.target.allowed-hosts
                    orchestress.embedded.workers       | 0          | must be from 1 to 100000
                    orchestress.record                 | 5          | expected an object
                    orchestress.resources.jmx          | on         | expected off, attach or service:jmx:rmi
                    orchestress.resources.jmx          | service:jmx:rmi:///jndi/rmi://198.51.100.7:1/jmxrmi | name it in orchestress.resources.allowed-hosts
                    orchestress.resources.jmx          | service:jmx:rmi:///jndi/ldap://127.0.0.1:1/jmxrmi | expected off, attach
                    orchestress.resources.prometheus   | [{url="http://198.51.100.7/m",metrics{cpu=a}}] | name it in orchestress.resources.allowed-hosts
                    orchestress.resources.prometheus   | [{url="http://127.0.0.1/m",metrics{}}]    | has no metrics
                    orchestress.resources.prometheus   | [{url="ftp://127.0.0.1/m",metrics{cpu=a}}] | expected http://HOST
                    orchestress.resources.prometheus   | [{url="http://127.0.0.1/m",subject=injector,metrics{cpu=a}}] | expected target or host
                    orchestress.resources.prometheus   | [{url="http://127.0.0.1/m",timeout=11 s,metrics{cpu=a}}] | must be at most 10 s
                    orchestress.resources.prometheus   | [{url="http://127.0.0.1/m",metrics{cpu=a}},{url="http://127.0.0.1/n",metrics{cpu=b}}] | target.cpu is given twice
                    orchestress.embedded.limits.cpus   | one        | expected numbers of CPUs
                    orchestress.embedded.limits.memory | 256        | expected a size with its unit
                    orchestress.embedded.limits.memory | 1 MB       | must be at least 67108864 bytes
                    orchestress.breaker.min-readings   | 0          | must be from 1 to 1000
                    orchestress.endurance.collections  | often      | expected one of auto, on, off
                    orchestress.endurance.collections-every | 1 s   | must be at least 5 s
                    orchestress.endurance.accelerate   | 0          | must be from 1 to 1000
                    orchestress.endurance.accelerate   | -5         | must be from 1 to 1000
                    orchestress.endurance.accelerate   | 0.5        | must be from 1 to 1000
                    orchestress.endurance.accelerate   | 1e9        | must be from 1 to 1000
                    orchestress.endurance.accelerate   | NaN        | expected a number from 1 to 1000
                    orchestress.endurance.accelerate   | 5x         | expected a number from 1 to 1000
                    orchestress.endurance.accelerate   | ''         | expected a number from 1 to 1000
                    config                             | none.conf  | there is no such file
                    """)
    void refuses(String key, String value, String message) {
        InvalidConfigException e = refused(key, value);

        assertThat(e).hasMessageContaining(message);
        assertThat(e.problems())
                .allSatisfy(problem -> assertThat(problem.origin()).startsWith("-D"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    []                                                          | a workload needs at least one phase
                    [{ kind = steady, users = 1 }]                              | the phase is empty
                    [{ kind = steady, users = 1, hold = 0 s }]                  | the phase is empty
                    [{ kind = steady, users = 1, hold = -5 s }]                 | must be at least 0 s
                    [{ kind = steady, users = 1, hold = 1500 ms }]              | whole seconds
                    [{ kind = steady, users = -1, hold = 1 s }]                 | must be from 0 to 1000000
                    [{ kind = stead, users = 1, hold = 1 s }]                   | expected one of ramp-up, steady, spike
                    [{ kind = steady, users = 1, hold = 1 s, length = 3 s }]    | unknown key
                    [{ kind = steady, hold = 1 s }]                             | users: is missing
                    [{ kind = steady, users = 1, hold = 1 s, warm-up = true }]  | every phase is warm-up
                    [{ kind = steady, users = 1, hold = 1 s }, { kind = steady, users = 2, hold = 1 s }] | exists already
                    [7]                                                         | expected an object
                    12                                                          | expected a list
                    """)
    void refusesPhases(String phases, String message) throws IOException {
        Path file = write("orchestress.workloads.mine.phases = " + phases);

        InvalidConfigException e = refused("config", file.toString());

        assertThat(e).hasMessageContaining(message);
        assertThat(e.problems())
                .allSatisfy(problem -> assertThat(problem.origin()).isEqualTo(file + ": 1"));
    }

    @Test
    void namesEveryProblemWithItsFileAndLine() throws IOException {
        Path file = write("""
                orchestress {
                  load.pace = 5
                  breaker {
                    stall = 0 s
                  }
                  gatez {}
                }
                """);

        InvalidConfigException e = refused("config", file.toString());

        assertThat(e.problems())
                .extracting(ConfigProblem::origin, ConfigProblem::key)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(file + ": 2", "orchestress.load.pace"),
                        org.assertj.core.groups.Tuple.tuple(file + ": 4", "orchestress.breaker.stall"),
                        org.assertj.core.groups.Tuple.tuple(file + ": 6", "orchestress.gatez"));
    }

    @Test
    void saysWhereAFileCannotBeParsed() throws IOException {
        Path file = write("orchestress {\n  load {\n");

        assertThat(refused("config", file.toString()).problems().get(0).origin())
                .startsWith(file.toString());
    }

    @Test
    void theEmbeddedOrchestratorIsMeant() {
        assertThat(load("target", "embedded").target().url()).isEmpty();
        assertThat(load().target().url()).as("no target was meant").isEmpty();
    }

    /** What the parser quotes, and what a URL holds, may be a secret. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "orchestress.target.headers.Authorization = Bearer SECRET[SECRET]123",
                "orchestress.target.headers { Authorization = Bearer SECRET ] }",
                "orchestress.x = \"SECRET",
                "orchestress.SECRET@x = 1",
                "orchestress.target.headers = SECRET",
                "orchestress.target.url = \"http://user:SECRET@127.0.0.1:1\"",
                "orchestress.target.url = \"http://127.0.0.1:1/?key=SECRET\"",
                "orchestress.target.allowed-hosts = [\"user:SECRET@h\"]",
                "orchestress.resources.prometheus = [{url = \"http://u:SECRET@127.0.0.1/m\", metrics { a = b }}]",
                "orchestress.controls.x.request = \"PUT http://u:SECRET@127.0.0.1/m\"",
                "orchestress { SECRET SECRET }",
                "orchestress.load = [SECRET",
            })
    void secretsAreNotEchoed(String text) throws IOException {
        Path file = write(text);

        InvalidConfigException refused = refused("config", file.toString());

        assertThat(refused).hasMessageNotContaining("SECRET");
        assertThat(refused.problems().get(0).origin()).startsWith(file.toString());
    }

    @Test
    void aFileThatIsNestedWithoutEndIsSaid() throws IOException {
        Path file = write("a = " + "[".repeat(50_000));

        assertThat(refused("config", file.toString())).hasMessageContaining("is nested too deeply to be read");
    }

    @Test
    void aHostIsAllowedByName() {
        Settings settings = load(
                "target",
                "http://orchestrator.example:8080",
                "orchestress.target.allowed-hosts",
                "[orchestrator.example]");

        assertThat(settings.target().url())
                .hasValueSatisfying(url -> assertThat(url.getPort()).isEqualTo(8080));
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:1", "http://127.0.0.1", "http://127.9.9.9:80", "http://[::1]:8080"})
    void loopbackNeedsNoPermission(String url) {
        assertThat(load("target", url).target().url()).isPresent();
    }

    @Test
    void secretsStayOutOfTheRecord() throws IOException {
        Path file = write("""
                orchestress.target.headers {
                  Authorization = "Bearer s3cr3t"
                  X-Team = s3cr3t
                }
                """);

        Settings settings = load("config", file.toString());

        assertThat(settings.target().headers()).containsEntry("Authorization", "Bearer s3cr3t");
        assertThat(settings.effective().values()).noneMatch(value -> value.contains("s3cr3t"));
        assertThat(settings.effective()).containsEntry("embedded.tokens-per-sec", "200");
    }

    @ParameterizedTest
    @CsvSource({
        "orchestress.target.token, s3cr3t",
        "orchestress.target.api-key, s3cr3t",
        "orchestress.target.headers.X-Team, [s3cr3t",
        "orchestress.target.headers.X-Team, {s3cr3t",
    })
    void noProblemShowsASecret(String key, String value) {
        assertThat(refused(key, value)).hasMessageNotContaining("s3cr3t").hasMessageContaining(key);
    }

    /** A comparison that no metric decides would always pass. */
    @Test
    void whatDecidesAComparisonIsAMetricOfIt() {
        assertThat(refused("orchestress.regression.required-metrics", "[typical, throughputt]"))
                .hasMessageContaining("orchestress.regression.required-metrics")
                .hasMessageContaining("valid: one or more of typical, error-rate, completed");
        assertThat(refused("orchestress.regression.required-metrics", "[]")).hasMessageContaining("is empty");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.conf"), text);
    }

    private static InvalidConfigException refused(String... keysAndValues) {
        return catchThrowableOfType(InvalidConfigException.class, () -> load(keysAndValues));
    }

    private static Settings load(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsLoader.load(properties);
    }
}
