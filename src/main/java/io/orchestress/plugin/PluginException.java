package io.orchestress.plugin;

import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Code of another jar has failed where it was asked for something: names its class, its jar, and what it was asked for. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String OURS = "io.orchestress.";

    private PluginException(Object provider, String part, Throwable cause) {
        super(
                provider.getClass().getName() + " (" + Plugins.where(provider) + "): " + part + " failed: "
                        + String.valueOf(cause).replaceAll("\\s+", " ")
                        + ". Fix it, or take its jar off the class path.",
                cause);
    }

    /** One question to another jar. */
    @FunctionalInterface
    public interface Call<T extends @Nullable Object, E extends Exception> {
        T make() throws E;
    }

    private static boolean isOurs(Object any) {
        return any.getClass().getName().startsWith(OURS);
    }

    /**
     * Asks another jar. What it throws for the user to mend passes: files that cannot be read or written, and exceptions of Orchestress. So does
     * everything that a provider of Orchestress itself throws.
     *
     * @param part what fails if this does, such as {@code the metric 'x'}
     * @throws PluginException when it throws anything else
     */
    public static <T extends @Nullable Object, E extends Exception> T guard(
            Object provider, String part, Call<T, E> call) throws E {
        try {
            return call.make();
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (isOurs(e) || isOurs(provider)) {
                throw e;
            }
            throw new PluginException(provider, part, e);
        }
    }
}
