package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatling.javaapi.core.CoreDsl;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.SettingsLoader;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that stands for something else is refused when the simulation is made, and not by the record when it runs. */
class GivenNameTest {
    private final Requests requests = new Requests(SettingsLoader.load(new Properties()), List.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    *             | is reserved for all requests together
                    all requests  | is reserved for all requests together
                    All Requests  | is reserved for all requests together
                    (others)      | is reserved for the names beyond the limit
                    ''            | the name is empty
                    '  '          | the name is empty
                    a\tb          | has a control character
                    LONG          | has 201 characters, more than 200
                    """)
    void isRefusedOfEveryKindOfWork(String written, String why) {
        String name = written.replace("LONG", "x".repeat(201)).replace("\\t", "\t");

        refused("http", why, () -> requests.http(name, http -> http.get("/")));
        refused(
                "call",
                why,
                () -> requests.call(name, session -> {
                    throw new AssertionError("is not made");
                }));
        refused("task", why, () -> requests.task(name, CoreDsl.exec(session -> session)));
        refused(
                "measured",
                why,
                () -> requests.measured(name, () -> {
                    throw new AssertionError("is not built");
                }));
    }

    private static void refused(String method, String why, Runnable making) {
        List<String> problems = catchThrowableOfType(InvalidConfigException.class, making::run).problems().stream()
                .map(Object::toString)
                .toList();
        assertThat(problems).singleElement().asString().contains("requests." + method + "(", why, "; valid: a name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run task", "**", "* of all", "GET /a?b={c}", "réponse ✓", "others"})
    void otherNamesAreTaken(String name) {
        assertThat(GivenName.of("http", name)).isEqualTo(name);
    }
}
