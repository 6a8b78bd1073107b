package io.orchestress.backend.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaSampleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"properties":{"a":{"type":"string"},"b":{"type":"string"}}} | {"a":"T"}
            {"properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["b"]} | {"b":1}
            {"properties":{"a":{"type":"integer","minimum":5}},"required":["a"]} | {"a":5}
            {"properties":{"a":{"type":"number","exclusiveMinimum":2}},"required":["a"]} | {"a":3.0}
            {"properties":{"a":{"type":"integer","maximum":0}},"required":["a"]} | {"a":0}
            {"properties":{"a":{"enum":["x","y"]}},"required":["a"]} | {"a":"x"}
            {"properties":{"a":{"const":7}},"required":["a"]} | {"a":7}
            {"properties":{"a":{"type":["null","string"]}},"required":["a"]} | {"a":"T"}
            {"properties":{"a":{"anyOf":[{"type":"null"},{"type":"boolean"}]}},"required":["a"]} | {"a":true}
            {"properties":{"a":{"type":"array","items":{"type":"string"}}},"required":["a"]} | {"a":[]}
            {"properties":{"a":{"type":"array","minItems":2,"items":{"type":"string"}}},"required":["a"]} | {"a":["T","T"]}
            {"properties":{"a":{"$ref":"#/$defs/X"}},"required":["a"],"$defs":{"X":{"type":"object","properties":{"c":{"type":"string"}},"required":["c"]}}} | {"a":{"c":"T"}}
            {"properties":{"a":{"type":"string","format":"date"}},"required":["a"]} | {"a":"2026-01-01"}
            {"properties":{"a":{"type":"string","minLength":3}},"required":["a"]} | {"a":"T.."}
            {} | {}
            "no schema" | {}
            """)
    void theSmallestValue(String schema, String expected) {
        assertThat(SchemaSample.object(Bodies.ours(schema), "T")).hasToString(expected);
    }

    @Test
    void aSchemaThatHoldsItselfOrIsHugeIsBounded() {
        String itself = "{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"]}";
        assertThat(SchemaSample.object(Bodies.ours(itself), "T").toString().length())
                .isLessThan(200);
        String many =
                "{\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":2000000000,\"items\":{\"type\":\"array\","
                        + "\"minItems\":2000000000,\"items\":{\"type\":\"string\",\"minLength\":2000000000}}}},\"required\":[\"a\"]}";
        assertThat(SchemaSample.object(Bodies.ours(many), "T").toString().length())
                .isLessThan(30_000_000);
        assertThat(SchemaSample.object(MissingNode.getInstance(), "T")).hasToString("{}");
    }
}
