package io.orchestress.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.orchestress.record.InjectorMachine;

/** A machine in a column: a JSON object of what is known of it. */
final class MachineText {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private MachineText() {}

    static String of(InjectorMachine machine) {
        try {
            return MAPPER.writeValueAsString(machine);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }

    /** @throws IllegalArgumentException if it is none: the store is damaged */
    static InjectorMachine machine(String text) {
        try {
            return MAPPER.readValue(text, InjectorMachine.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("'" + text + "' is not a machine", e);
        }
    }
}
