package io.orchestress.config;

/**
 * A condition of the verdict, not yet read.
 *
 * @param name by which another file replaces it
 * @param key full path, such as {@code orchestress.gates.rules.p95}
 * @param text in the language of docs/gates.md
 * @param origin file and line, or where else it came from
 */
public record GateRuleText(String name, String key, String text, String origin) {}
