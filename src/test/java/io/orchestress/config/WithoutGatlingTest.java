package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who only judges records has no Gatling: every protocol reads its block without it, though its journey is made of Gatling's classes. */
class WithoutGatlingTest {
    @Test
    void theConfigurationIsRead() throws IOException, ReflectiveOperationException {
        URL[] classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*/(gatling|scala)[^/]*\\.jar"))
                .map(WithoutGatlingTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            assertThat(loader.getResource("io/gatling/javaapi/core/Simulation.class"))
                    .isNull();

            Object settings = loader.loadClass(SettingsLoader.class.getName())
                    .getMethod("load", Properties.class)
                    .invoke(null, new Properties());

            assertThat(settings).isNotNull();
            List<?> protocols = (List<?>) loader.loadClass(ProtocolRegistry.class.getName())
                    .getMethod("all")
                    .invoke(null);
            assertThat(protocols).hasSameSizeAs(ProtocolRegistry.all());
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
