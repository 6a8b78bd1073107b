package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.protocol.rest.RestCall;
import io.orchestress.protocol.rest.RestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in {@code orchestress.protocols.rest}, each refused with its key, file and line. */
class RestSectionTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            calls.run.state      | "state"              | expected a JSON pointer such as /result/id
            calls.run.body       | "#{promt}"           | unknown name #{promt}; known here: prompt, size, expected_agent, uuid, user
            calls.run.body       | "#{id}"              | unknown name #{id}; known here
            calls.run.body       | "#{Prompt}"          | unknown name #{Prompt}; known here
            calls.run.request    | "POST /#{taskid}"    | unknown name #{taskid}; known here
            calls.submit.next    | "GET /t/#{taskid}"   | unknown name #{taskid}; known here: prompt, size, expected_agent, uuid, user, id
            calls.submit.next    | "/v1/tasks/#{id}"    | expected a method and a path, such as "POST /v1/tasks"
            calls.run.request    | "POST v1/tasks"      | expected a method and a path
            calls.run.request    | "POST /v1/<tasks>"   | not a valid URL path: Illegal character in path at character 4
            calls.run.follow     | wait                 | expected one of none, poll, stream
            calls.submit.pending-status | [later]       | expected whole numbers from 100 to 999, not later
            calls.submit.id      | ""                   | is missing: next uses #{id}
            calls.run.done       | []                   | is missing: the states of success at /state
            calls.run.follow     | poll                 | is missing: what to poll
            calls.run.timeout    | 5 s                  | unknown key; known here: follow, request, body, id, state
            sizes.simple         | walk                 | no such call; expected one of run, spawn, stream, submit, workflow
            sizes.simple         | ""                   | no such call; expected one of
            sizes.huge           | run                  | unknown key; known here: simple, medium, complex, workflow
            spawn                | walk                 | no such call; expected one of run, spawn, stream, submit, workflow, or \"\"
            spawn                | submit               | expected a call with follow = none
            """)
    void refuses(String key, String value, String message) throws IOException {
        String fullKey = "orchestress.protocols.rest." + key;
        Path file = Files.writeString(folder.resolve("mine.conf"), "\n" + fullKey + " = " + value + "\n");

        InvalidConfigException e = catchThrowableOfType(InvalidConfigException.class, () -> load(file.toString()));

        assertThat(e.problems()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.key()).isIn(fullKey, "orchestress.protocols.rest.calls.run.next");
            assertThat(problem.origin()).matches(file + ": 2|merge of " + file + ": 2,.*");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            done = [ok]                                             | state   | is missing: the pointer to the state
            failed = [no]                                           | state   | is missing: the pointer to the state
            follow = poll, next = "GET /x"                          | state   | polling needs state or pending-status
            follow = stream                                         | next    | is missing: what to stream. If the response to the request is itself the stream, remove follow
            follow = stream, next = "GET /x"                        | follow  | nothing detects that a stream failed
            content-events = [t]                                    | content-events | nothing detects that a stream failed
            content = "/text", model = "/model", tokens-out = "/n"  | follow  | nothing detects that a stream failed
            event-type = "/type", end-data = "[DONE]"               | event-type | no event type is used
            content = [text], end-events = [e]                      | content | expected a JSON pointer such as /result/id, or nothing: 'text'
            follow = poll, next = "GET /x", pending-status = [470], error-events = [e] | follow | responses to a poll are not streams
            step-millis = "/ms"                                     | steps   | is missing: /ms
            steps = "/steps", step-start-millis = "/from"           | steps   | step-millis, or step-start-millis and step-end-millis
            body = [1]                                              | body    | expected a text
            """)
    void refusesACallOfItsOwn(String keys, String key, String message) throws IOException {
        Path file = Files.writeString(
                folder.resolve("mine.conf"),
                "orchestress.protocols.rest.calls.mine { request = \"POST /x\", " + keys + " }");

        InvalidConfigException e = catchThrowableOfType(InvalidConfigException.class, () -> load(file.toString()));

        assertThat(e.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("orchestress.protocols.rest.calls.mine." + key);
            assertThat(problem.message()).contains(message);
            assertThat(problem.origin()).startsWith(file + ": 1");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"conductor", "restate", "mastra", "ai-sdk"})
    void theMappingsThatAreDeliveredAreValid(String target) {
        RestSettings rest = load("conf/targets/" + target + ".conf").protocols().of(RestSettings.class);

        assertThat(rest.spawn()).isEmpty();
        assertThat(rest.calls().keySet()).containsAll(rest.sizes().values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-events = [t], end-events = [e]",
                "content-events = [t], end-data = \"[DONE]\"",
                "content-events = [t], error-events = [e]",
                "content-events = [t], error = \"/error\"",
                "content-events = [t], output = \"/output\"",
                "content-events = [t], state = \"/state\", done = [done]",
                "event-type = \"/type\", content-events = [t], content = [\"/a\", \"/b\"], end-data = \"[DONE]\"",
            })
    void aStreamThatCanBeSeenToFailOrToEnd(String keys) throws IOException {
        Path file = Files.writeString(
                folder.resolve("mine.conf"),
                "orchestress.protocols.rest.calls.mine { request = \"POST /x\", " + keys + " }");

        RestCall mine = Objects.requireNonNull(
                load(file.toString()).protocols().of(RestSettings.class).calls().get("mine"));

        assertThat(mine.readsEvents()).isTrue();
    }

    @Test
    void aCallMayBuildOnAnother() {
        RestSettings rest = load("conf/targets/restate.conf").protocols().of(RestSettings.class);
        RestCall send = Objects.requireNonNull(rest.calls().get("send"));
        RestCall attach = Objects.requireNonNull(rest.calls().get("attach"));

        assertThat(attach.next()).isEqualTo("GET /restate/invocation/#{id}/attach");
        assertThat(attach.body()).isEqualTo(send.body());
        assertThat(attach.pendingStatus()).isEqualTo(List.of(470));
    }

    private static Settings load(String file) {
        Properties properties = new Properties();
        properties.setProperty("config", file);
        return SettingsLoader.load(properties);
    }
}
