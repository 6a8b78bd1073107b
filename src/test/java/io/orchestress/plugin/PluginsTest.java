package io.orchestress.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder on the class path with a file of services, as a jar of a user's would have it. */
public class PluginsTest {
    private static final String HERE = PluginsTest.class.getName() + "$";

    @TempDir
    Path jar;

    public interface Greeting {
        String name();
    }

    public static class Hello implements Greeting {
        @Override
        public String name() {
            return "hello";
        }
    }

    public static class Bye extends Hello {
        @Override
        public String name() {
            return "bye";
        }
    }

    public static class AlsoHello extends Hello {}

    public static class Reserved extends Hello {
        @Override
        public String name() {
            return "auto";
        }
    }

    public static class BadName extends Hello {
        @Override
        public String name() {
            return "two words";
        }
    }

    public static class Nameless extends Hello {
        @Override
        public String name() {
            throw new IllegalStateException("forgotten");
        }
    }

    public static class Fails extends Hello {
        public Fails() {
            throw new IllegalStateException("no licence");
        }
    }

    public static class WantsAnArgument extends Hello {
        public WantsAnArgument(String argument) {
            assertThat(argument).isNotNull();
        }
    }

    public static class NoGreeting {}

    @Test
    void allAreThereInTheOrderOfTheFile() throws IOException {
        Plugins<Greeting> plugins = load("Bye", "Hello");

        assertThat(plugins.all()).extracting(Greeting::name).containsExactly("bye", "hello");
        assertThat(plugins.named("hello")).containsInstanceOf(Hello.class);
        assertThat(plugins.named("auto")).isEmpty();
        assertThat(plugins.problems()).isEmpty();
    }

    /** The others are there, whatever one of them does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AlsoHello       | PluginsTest$AlsoHello: the name 'hello' is that of io.orchestress.plugin.PluginsTest$Hello, too
            Reserved        | PluginsTest$Reserved: the name 'auto' is taken by Orchestress; valid: any other
            BadName         | PluginsTest$BadName: 'two words' is not a valid name; valid: a letter
            Nameless        | PluginsTest$Nameless: it cannot say its name: java.lang.IllegalStateException: forgotten
            Fails           | PluginsTest$Fails could not be instantiated (java.lang.IllegalStateException: no licence); valid:
            WantsAnArgument | PluginsTest$WantsAnArgument Unable to get public no-arg constructor
            NoGreeting      | PluginsTest$NoGreeting not a subtype
            Missing         | PluginsTest$Missing not found; valid: the name of a public class that implements io.orchestress.plugin.PluginsTest$Greeting
            no name at all  | Illegal configuration-file syntax
            """)
    void whatCannotBeUsedIsToldByName(String provider, String problem) throws IOException {
        Plugins<Greeting> plugins = load("Hello", provider, "Bye");

        assertThat(plugins.problems())
                .singleElement()
                .satisfies(told -> assertThat(told.toString()).contains(problem));
        if (!provider.contains(" ")) {
            assertThat(plugins.all()).extracting(Greeting::name).containsExactly("hello", "bye");
        }
    }

    private Plugins<Greeting> load(String... providers) throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        StringBuilder names = new StringBuilder();
        for (String provider : providers) {
            names.append(HERE).append(provider).append(System.lineSeparator());
        }
        Files.write(services.resolve(Greeting.class.getName()), names.toString().getBytes(UTF_8));
        URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, PluginsTest.class.getClassLoader());
        return Plugins.from(
                Greeting.class, ServiceLoader.load(Greeting.class, loader), Greeting::name, List.of("auto"));
    }
}
