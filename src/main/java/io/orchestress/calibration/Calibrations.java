package io.orchestress.calibration;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.orchestress.record.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calibrations of any number of machines, the newest of each, in a file beside the history. */
public final class Calibrations {
    private static final String FILE = "calibrations.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;

    private Calibrations(Path file) {
        this.file = file;
    }

    /** @param history file of the history, whose folder holds them; need not be there */
    public static Calibrations beside(Path history) {
        return new Calibrations(history.toAbsolutePath().resolveSibling(FILE));
    }

    public Path file() {
        return file;
    }

    /** Whether there may be one at all. */
    public boolean isEmpty() {
        return !Files.isRegularFile(file);
    }

    /** @throws IOException when the file cannot be read, or is none of ours */
    public Optional<Calibration> find(Fingerprint machine) throws IOException {
        return all().stream().filter(one -> one.machine().equals(machine)).findFirst();
    }

    /** Keeps it instead of an older one of that machine. */
    public void put(Calibration calibration) throws IOException {
        List<Calibration> all = new ArrayList<>(all());
        all.removeIf(one -> one.machine().equals(calibration.machine()));
        all.add(calibration);
        Files.createDirectories(file.getParent());
        RecordJson.writeAtomically(file, all);
    }

    private List<Calibration> all() throws IOException {
        return isEmpty() ? List.of() : JSON.readValue(file.toFile(), new TypeReference<List<Calibration>>() {});
    }
}
