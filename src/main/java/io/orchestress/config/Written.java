package io.orchestress.config;

/**
 * A value as it is written, to be read by whoever knows what it may be.
 *
 * @param name of the value, such as {@code target.cpu}
 * @param key full path, such as {@code orchestress.breaker.resources.target.cpu}
 * @param origin file and line, or where else it came from
 */
public record Written(String name, String key, String text, String origin) {
    /** Returns a problem of this value. */
    public ConfigProblem problem(String message) {
        return new ConfigProblem(key, text, origin, message);
    }
}
