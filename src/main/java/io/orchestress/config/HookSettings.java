package io.orchestress.config;

/** What is told of a verdict, and to whom. */
public record HookSettings() {

    static HookSettings read(Section s) {
        s.end();
        return new HookSettings();
    }
}
