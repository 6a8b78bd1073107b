package io.orchestress.importer;

import io.orchestress.plugin.PluginException;
import io.orchestress.plugin.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every format that can be imported: those of Orchestress, and those of other jars on the class path. */
public final class ImportFormats {
    private static final Plugins<ImportFormat> PLUGINS = Plugins.load(
            ImportFormat.class,
            ImportFormat::label,
            Arrays.stream(KnownFormat.values()).map(KnownFormat::label).toList());

    private ImportFormats() {}

    /** In the order in which a file is compared with them. */
    public static List<ImportFormat> all() {
        return Stream.concat(Arrays.stream(KnownFormat.values()), PLUGINS.all().stream())
                .toList();
    }

    /** By its label, in any case. */
    public static Optional<ImportFormat> named(String label) {
        return all().stream()
                .filter(format -> format.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /**
     * Refuses to go on with formats of other jars that cannot be used.
     *
     * @throws ImportException naming the first
     */
    static void check() {
        for (Plugins.Problem problem : PLUGINS.problems()) {
            List<String> said = new ArrayList<>(List.of(problem.message().split("; valid: ", 2)));
            throw new ImportException(
                    Path.of(PLUGINS.service()),
                    problem.provider() + " (" + problem.where() + "): " + said.get(0),
                    said.size() > 1 ? said.get(1) : "none of that name");
        }
    }

    /**
     * Recognises a file by how it begins.
     *
     * @throws ImportException when it is none that can be imported
     */
    static ImportFormat detect(Path file, FileHead head) {
        Optional<ImportFormat> plugged = PLUGINS.all().stream()
                .filter(format -> recognises(format, head))
                .findFirst();
        if (plugged.isEmpty()) {
            refuseOtherForms(file, head);
        }
        return Arrays.<ImportFormat>stream(KnownFormat.values())
                .filter(format -> format.recognises(head))
                .findFirst()
                .or(() -> plugged)
                .orElseThrow(() -> new ImportException(
                        file,
                        "is in no known format",
                        all().stream().map(ImportFormat::title).collect(Collectors.joining(", "))
                                + "; --from names the format of a file that begins otherwise; a tool that writes none of"
                                + " them can write CSV with the header timeStamp,elapsed,label,responseCode,success"));
    }

    private static boolean recognises(ImportFormat format, FileHead head) {
        return PluginException.guard(format, "the look at a file", () -> format.recognises(head));
    }

    /**
     * Whoever has a form that is not read is told what he has, and how to write one that is.
     *
     * @throws ImportException when it is such a form
     */
    static void refuseOtherForms(Path file, FileHead head) {
        if (head.text().isBlank()) {
            throw new ImportException(file, "is empty", "a file with at least one request");
        }
        UnsupportedForm.refuse(file, head.text(), head.json());
    }
}
