package io.orchestress.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.RunRecord;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    @TempDir
    Path folder;

    /** What is not in it is not loaded before the run. */
    @Test
    void itsRecordHasWhatARecordHas() throws IOException, URISyntaxException {
        Findings findings = Rehearsal.of(SettingsLoader.load(new Properties()));

        RunRecord run = findings.record();
        assertThat(run.phases()).hasSize(6);
        assertThat(List.of(
                        run.agents() != null, run.resources() != null, run.planning() != null, run.injector() != null))
                .doesNotContain(false);
        assertThat(run.issues()).isNotEmpty();
        assertThat(run.verdict()).isNotNull();
    }

    @Test
    void itsRecordIsReadFromAJarAsWell() throws Exception {
        Path classes = Path.of(Rehearsal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path jar = folder.resolve("with a blank.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes.resolve("io/orchestress/evaluation"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        ClassLoader parent = Rehearsal.class.getClassLoader();
        try (URLClassLoader fromJar = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.startsWith("io.orchestress.evaluation.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }) {
            Method of = fromJar.loadClass(Rehearsal.class.getName()).getDeclaredMethod("of", Settings.class);
            of.setAccessible(true);
            Findings findings = (Findings) of.invoke(null, SettingsLoader.load(new Properties()));
            assertThat(findings.record().phases()).hasSize(6);
        }
    }
}
