package io.orchestress.config;

/**
 * Something said of a figure of resources, not yet read.
 *
 * @param name of the figure
 * @param key full path, such as {@code orchestress.breaker.resources.target.cpu}
 * @param origin file and line, or where else it came from
 */
public record FigureText(String name, String key, String text, String origin) {}
