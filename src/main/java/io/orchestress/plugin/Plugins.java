package io.orchestress.plugin;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Everything of one kind that the class path has: what {@code META-INF/services/} names, in the order of the class path. One that cannot be loaded, or
 * whose name is another's, is none of them, but a problem: whoever uses the kind says so, and does nothing else.
 *
 * @param <T> the service: an interface whose implementations have a constructor without parameters
 */
public final class Plugins<T> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    /** A file of services of that many broken lines is read no further. */
    private static final int MOST_PROBLEMS = 100;

    private final Class<T> service;
    private final Map<String, T> byName = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Why one of them cannot be used.
     *
     * @param provider its class, as far as it is known
     * @param where its jar or folder, as far as it is known
     * @param message what is wrong and what would be valid
     */
    public record Problem(String provider, String where, String message) {
        @Override
        public String toString() {
            return where + ": " + (provider.isEmpty() ? "" : provider + ": ") + message;
        }
    }

    private Plugins(Class<T> service) {
        this.service = service;
    }

    /**
     * Loads all there are.
     *
     * @param name by which users call one
     * @param reserved names that none may have
     */
    public static <T> Plugins<T> load(Class<T> service, Function<T, String> name, List<String> reserved) {
        return from(service, ServiceLoader.load(service, Plugins.class.getClassLoader()), name, reserved);
    }

    /** Loads all there are of a kind whose members nobody calls by name: each goes by its class. */
    public static <T> Plugins<T> load(Class<T> service) {
        return load(
                service,
                provider -> provider.getClass().getName().replace('.', '-').replace('$', '-'),
                List.of());
    }

    static <T> Plugins<T> from(
            Class<T> service, Iterable<T> providers, Function<T, String> name, List<String> reserved) {
        Plugins<T> plugins = new Plugins<>(service);
        Iterator<T> all = providers.iterator();
        boolean more = true;
        while (more && plugins.problems.size() < MOST_PROBLEMS) {
            try {
                more = all.hasNext();
                if (more) {
                    plugins.add(all.next(), name, reserved);
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                plugins.problems.add(new Problem("", "the class path", plugins.why(e)));
            }
        }
        return plugins;
    }

    private void add(T provider, Function<T, String> naming, List<String> reserved) {
        String name;
        try {
            name = naming.apply(provider);
        } catch (RuntimeException | LinkageError e) {
            refuse(provider, "it cannot say its name: " + e);
            return;
        }
        T other = byName.get(name);
        if (!NAME.matcher(name).matches()) {
            refuse(provider, "'" + name + "' is not a valid name; valid: a letter, then letters, digits, '-' and '_'");
        } else if (reserved.contains(name)) {
            refuse(provider, "the name '" + name + "' is taken by Orchestress; valid: any other");
        } else if (other != null) {
            refuse(
                    provider,
                    "the name '" + name + "' is that of " + other.getClass().getName() + ", too (" + where(other)
                            + "); valid: a name of its own");
        } else {
            byName.put(name, provider);
        }
    }

    private void refuse(T provider, String message) {
        problems.add(new Problem(provider.getClass().getName(), where(provider), message));
    }

    private String why(Throwable e) {
        String said = String.valueOf(e.getMessage()).replaceFirst("^" + Pattern.quote(service.getName() + ": "), "");
        Throwable cause = e.getCause();
        return said + (cause == null ? "" : " (" + cause + ")") + "; valid: the name of a public class that implements "
                + service.getName() + " and has a public constructor without parameters";
    }

    /** The jar or folder that a plug-in is from, as far as it is known. */
    public static String where(Object provider) {
        CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "the class path"
                : source.getLocation().getPath();
    }

    /** Those that can be used, in the order of the class path. */
    public List<T> all() {
        return List.copyOf(byName.values());
    }

    public Optional<T> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those that cannot. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Path of the file that names them, inside a jar. */
    public String service() {
        return "META-INF/services/" + service.getName();
    }
}
