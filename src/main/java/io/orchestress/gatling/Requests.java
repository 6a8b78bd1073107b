package io.orchestress.gatling;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.http.Http;
import io.gatling.javaapi.http.HttpDsl;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Builds requests that are measured, whatever blocks they stand in and however those end. */
public final class Requests {
    private static final String NAME_HEADER = "X-Request-Name";

    private final Settings settings;

    Requests(Settings settings) {
        this.settings = settings;
    }

    public Settings settings() {
        return settings;
    }

    /**
     * An HTTP request:
     *
     * <pre>{@code exec(requests.http("run task", http -> http.post("/v1/tasks").body(…)))}</pre>
     *
     * @param name in the record and in Gatling's report
     */
    public ActionBuilder http(String name, Function<Http, HttpRequestActionBuilder> request) {
        HttpRequestActionBuilder built = request.apply(HttpDsl.http(name))
                .requestTimeout(settings.target().requestTimeout());
        return measured(name, settings.target().url().isEmpty() ? built.header(NAME_HEADER, name) : built);
    }

    /** Any other Gatling action that sends something and then goes on. */
    public ActionBuilder measured(String name, ActionBuilder request) {
        return new MeasuredActionBuilder(name, request);
    }

    /**
     * The rows of a CSV file.
     *
     * @param columns that it must have
     * @throws InvalidConfigException when the file, a column or every row is missing
     */
    public List<Map<String, Object>> records(String file, String... columns) {
        if (!Files.isReadable(Path.of(file))) {
            throw invalid(
                    file,
                    "there is no such feeder file (looked for " + Path.of(file).toAbsolutePath() + ")");
        }
        List<Map<String, Object>> records = CoreDsl.csv(file).readRecords();
        if (records.isEmpty()) {
            throw invalid(file, "the feeder has no rows");
        }
        for (String column : columns) {
            if (!records.get(0).containsKey(column)) {
                throw invalid(
                        file,
                        "the feeder has no column '" + column + "'; it has "
                                + String.join(", ", new TreeSet<>(records.get(0).keySet())));
            }
        }
        return records;
    }

    /** @throws InvalidConfigException when there are none */
    public static void requireRecords(List<Map<String, Object>> records, String what) {
        if (records.isEmpty()) {
            throw invalid("", "the feeder has no " + what);
        }
    }

    private static InvalidConfigException invalid(String file, String message) {
        return new InvalidConfigException(
                List.of(new ConfigProblem("feeder", file, "orchestress.task-mix.tasks", message)));
    }

    /**
     * A check that fails when the JSON answer holds something at {@code jsonPath}: an error inside an HTTP success. Such a
     * failure is recorded as {@code protocol}, not as {@code check}.
     */
    public static CheckBuilder noErrorAt(String jsonPath) {
        return CoreDsl.jsonPath(jsonPath)
                .find()
                .transformWithSession((found, session) -> {
                    VirtualUser.of(session.asScala()).answerIsError();
                    return found;
                })
                .notExists();
    }
}
