package io.orchestress.workload.kind;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orchestress.text.Named;
import java.util.stream.Stream;

/** The quantity that is held constant while the target slows down: users (closed) or arrivals (open). A record has its name: {@code closed} or {@code open}. */
public enum LoadModel implements Named {
    /** The number of concurrent users. */
    CLOSED("users"),
    /** The rate of arrivals. */
    OPEN("arrivals per second"),
    /** The model that a record names is not known to this version: what holds of one model alone is not said of it. */
    OTHER("users");

    private final String unit;

    LoadModel(String unit) {
        this.unit = unit;
    }

    /** Those that a load can have. */
    public static LoadModel[] known() {
        return new LoadModel[] {CLOSED, OPEN};
    }

    /** The model that a record names; {@link #OTHER} for what this version does not know. */
    @JsonCreator
    public static LoadModel of(String name) {
        return Stream.of(known())
                .filter(model -> model.configName().equals(name))
                .findFirst()
                .orElse(OTHER);
    }

    /** In which the load of a phase is counted, in words that follow a number. */
    public String unit() {
        return unit;
    }

    @Override
    @JsonValue
    public String configName() {
        return Named.super.configName();
    }

    @Override
    public String toString() {
        return configName();
    }
}
