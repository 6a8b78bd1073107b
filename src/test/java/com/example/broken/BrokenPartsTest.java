package com.example.broken;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.Settings;
import io.orchestress.importer.ImportOptions;
import io.orchestress.importer.Importer;
import io.orchestress.plugin.PluginException;
import io.orchestress.protocol.WireProtocol;
import io.orchestress.report.export.Export;
import io.orchestress.sut.discovery.Detection;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticFindings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever another jar is asked for and fails at: its class, its jar and its fault are in one line. */
@Tag("slow")
class BrokenPartsTest {
    private static final Settings SETTINGS = Reference.settings().speaking(new BrokenParts.Spoken());

    @TempDir
    static Path folder;

    static Stream<Arguments> questions() {
        return Stream.of(
                question(
                        "Exporter",
                        "the export as .broken",
                        () -> Export.write(
                                SyntheticFindings.spike().build(),
                                new BrokenParts.Exporter(),
                                folder.resolve("run.broken"),
                                Optional.empty())),
                question(
                        "Reader",
                        "the reading of a file",
                        () -> Importer.run(
                                Files.writeString(folder.resolve("run.txt"), "a run of something"),
                                folder,
                                new ImportOptions(new BrokenParts.Reader(), null, "quick", null, null, List.of()))),
                question("Spoken", "its endpoint", () -> Detection.spoken(URI.create("http://127.0.0.1:1"), SETTINGS)),
                question("Spoken", "the way to the target", () -> WireProtocol.opened(SETTINGS)));
    }

    private static Arguments question(String provider, String part, ThrowingCallable asked) {
        return Arguments.of(provider, part, Named.of(part, asked));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whoFailsIsNamed(String provider, String part, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith("com.example.broken.BrokenParts$" + provider + " (/")
                .hasMessageEndingWith("): " + part + " failed: java.lang.IllegalStateException: no licence."
                        + " Fix it, or take its jar off the class path.");
    }
}
