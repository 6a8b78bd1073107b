package io.orchestress.config;

import io.orchestress.plugin.Plugins;
import java.util.List;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key full path, such as {@code orchestress.load.pace}
 * @param value as written; empty where the key is missing, redacted where it may be a secret, as is the user and the query of a URL
 * @param origin file and line, or where else the value came from
 * @param message what is wrong and what would be valid; it may quote a value, and is as harmless
 */
public record ConfigProblem(String key, String value, String origin, String message) {
    public ConfigProblem {
        value = Redaction.shown(key, value);
        key = Redaction.withoutAddressSecrets(key); // a file is named by its path, which may be an address
        origin = Redaction.withoutAddressSecrets(origin);
        message = Redaction.withoutAddressSecrets(message);
    }

    /** Returns a problem for each plug-in of a kind that cannot be loaded. */
    public static List<ConfigProblem> of(Plugins<?> plugins) {
        return of(plugins.service(), plugins.problems());
    }

    /** @param service path of the file that names the plug-ins */
    public static List<ConfigProblem> of(String service, List<Plugins.Problem> problems) {
        return problems.stream()
                .map(problem -> new ConfigProblem(service, problem.provider(), problem.where(), problem.message()))
                .toList();
    }

    @Override
    public String toString() {
        return origin + ": " + key + (value.isEmpty() ? "" : " = " + value) + ": " + message;
    }
}
