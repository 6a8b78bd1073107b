package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept of flags, variables and commands, and what is taken for a secret. */
class SecretsTest {
    static Stream<Arguments> flags() {
        return Stream.of(
                Arguments.of("-Xmx300m", "-Xmx300m"),
                Arguments.of("-Xms1G", "-Xms1G"),
                Arguments.of("-Xss512k", "-Xss512k"),
                Arguments.of("-XX:+UseSerialGC", "-XX:+UseSerialGC"),
                Arguments.of("-XX:MaxRAMPercentage=75.0", "-XX:MaxRAMPercentage=75.0"),
                Arguments.of("-XX:OnOutOfMemoryError=curl https://h/S", "-XX:OnOutOfMemoryError"),
                Arguments.of("-XX:Flags=/S", "-XX:Flags"),
                Arguments.of(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED"),
                Arguments.of("-Dhttp.proxyPassword=S", "-Dhttp.proxyPassword"),
                Arguments.of("-Dfile.encoding=UTF-8", "-Dfile.encoding"),
                Arguments.of("-Dx", "-Dx"),
                Arguments.of("-javaagent:/a.jar=key=S", "-javaagent"),
                Arguments.of("-agentlib:jdwp=S", "-agentlib"),
                Arguments.of("-Xlog:gc*:file=/S", "-Xlog"),
                Arguments.of("-Xbootclasspath/a:/S", "-Xbootclasspath/a"));
    }

    @ParameterizedTest
    @MethodSource("flags")
    void ofAFlagTheValueIsKeptByAList(String flag, String kept) {
        assertThat(EnvironmentFacts.jvmFlags(List.of(flag))).containsExactly(kept);
    }

    @Test
    void ourOwnSettingsAreNoFlags() {
        assertThat(EnvironmentFacts.jvmFlags(List.of(
                        "-Dorchestress.hooks.t.url=https://h/S",
                        "-Dorchestress.hooks.team={on=[fail],url=\"https://h/S\"}",
                        "-Dtarget=http://u:S@h",
                        "-Dconfig=/S",
                        "-Dprofile=quick",
                        "-Dprotocol=rest",
                        "-Dusers=20",
                        "-D--target=http://u:S@h",
                        "-D--config=/S",
                        "-D--duration=30 s",
                        "S")))
                .isEmpty();
    }

    @Test
    void optionsInVariablesAreFlags() {
        Map<String, String> kept = EnvironmentFacts.chosen(
                Map.of(
                        "JAVA_TOOL_OPTIONS",
                                "-Xmx1g -Dorchestress.controls.x={request=\"PUT /x\",headers={A=S}} -Dq=S  -Da=\"b S\"",
                        "MAVEN_OPTS", "-javaagent:x=S",
                        "CI", "true"),
                List.of("*"));
        assertThat(kept)
                .containsOnly(
                        Map.entry("JAVA_TOOL_OPTIONS", "-Xmx1g -Dq -Da"),
                        Map.entry("MAVEN_OPTS", "-javaagent"),
                        Map.entry("CI", "true"));
    }

    @ParameterizedTest
    @CsvSource({
        "tokens-in, false",
        "tokens-out, false",
        "protocols.rest.task.tokens-in, false",
        "max-tokens, false",
        "regression.run-to-run-variation.tokens, false",
        "regression.tolerance.tokens, false",
        "tokens-per-chunk, false",
        "MAX_TOKENS=, false",
        "maxTokens, false",
        "token, true",
        "auth-token, true",
        "MY_TOKEN, true",
        "accessToken, true",
        "auth-tokens, true",
        "access_tokens, true",
        "api-key, true",
        "API_KEY, true",
        "private_key, true",
        "db.passwd, true",
        "passphrase, true",
        "cookie, true",
        "monkey, false",
        "hooks.a.url, true",
        "hooks.a.on, false",
        "controls.a.headers.X, true",
        "target.headers.X, true"
    })
    void whatIsNamedLikeASecretIsOne(String key, boolean secret) {
        assertThat(Redaction.isSecret(key)).isEqualTo(secret);
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(
                        List.of("kubectl", "scale", "deployment/agents", "--replicas=#{value}"),
                        List.of("kubectl", "(redacted)", "(redacted)", "--replicas=#{value}")),
                Arguments.of(
                        List.of("/bin/true", "https://u:S@h/", "-H", "Authorization: Bearer S", "--token", "S", "-u=S"),
                        List.of(
                                "/bin/true",
                                "(redacted)",
                                "-H",
                                "(redacted)",
                                "--token",
                                "(redacted)",
                                "-u=(redacted)")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void ofAHookOrControlOnlyTheProgramIsKept(List<String> command, List<String> kept) {
        assertThat(CommandLine.withoutValues(command)).isEqualTo(kept);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("target.url", "http://h:1/a", "http://h:1/a"),
                Arguments.of("x.url", "http://u:S@h:1/a?q=S", "http://(redacted)@h:1/a?(redacted)"),
                Arguments.of(
                        "resources.prometheus",
                        "[{\"url\":\"http://u:S@h/m?t=S\"}]",
                        "[{\"url\":\"http://(redacted)@h/m?(redacted)\"}]"),
                Arguments.of("controls.z.request", "PUT http://h/x?key=S", "PUT http://h/x?(redacted)"),
                Arguments.of("controls.z.request", "PUT /x?key=S", "PUT /x?(redacted)"),
                Arguments.of("protocols.rest.task.request", "POST /v1/tasks?wait=30", "POST /v1/tasks?wait=30"),
                Arguments.of("orchestress.controls.z", "{request=\"PUT /x\",headers={A=S}}", "(redacted)"),
                Arguments.of("orchestress.target", "{headers={A=S}}", "(redacted)"),
                Arguments.of("orchestress.hooks", "{a={url=S}}", "(redacted)"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void ofAValueWhatIsNoSecretIsShown(String key, String value, String shown) {
        assertThat(Redaction.shown(key, value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    http://u:S@h:1/a?q=S                  | http://(redacted)@h:1/a?(redacted)
                    http://S@h                            | http://(redacted)@h
                    http://u:S@S@h/                       | http://(redacted)@h/
                    http://u:"S@h/                        | http://(redacted)@h/
                    //u:S@h                               | //(redacted)@h
                    u:S@h                                 | (redacted)@h
                    u:(S[@h:8080                          | (redacted)@h:8080
                    S@h                                   | (redacted)@h
                    ["http://u:S@h/","https://v:S@i/x?S"] | ["http://(redacted)@h/","https://(redacted)@i/x?(redacted)"]
                    {"a":"http://u:S@h/m?t=S"}            | {"a":"http://(redacted)@h/m?(redacted)"}
                    $..steps[(@.length-1)].text           | $..steps[(@.length-1)].text
                    $.a[?(@.b==1)]                        | $.a[?(@.b==1)]
                    say "hello" to me@home                | say "hello" to me@home
                    @                                     | @
                    http://h:1/a                          | http://h:1/a
                    POST /v1/tasks?wait=30                | POST /v1/tasks?wait=30
                    """)
    void ofAnAddressNeitherUserNorQueryIsShown(String text, String shown) {
        assertThat(Redaction.withoutAddressSecrets(text)).isEqualTo(shown);
    }
}
