package io.orchestress.config;

/**
 * Settings that are read beside their use, by a package that {@code config} does not know, or by a jar of the user's. The class has
 * a constructor without arguments and a line in {@code META-INF/services/io.orchestress.config.SettingsPart}; its keys have their
 * defaults in a {@code reference.conf} of the same jar. {@link Settings#part} gives what was read.
 *
 * @param <T> what is read, an immutable value
 */
public interface SettingsPart<T> {
    /** By which it is asked for; no two parts have the same. */
    Class<T> type();

    /**
     * Reads it. Whatever is wrong is a problem of the section, not an exception: reading goes on with what stands in for it.
     *
     * @param root all of {@code orchestress}
     */
    T read(Section root);
}
