package io.orchestress.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples and rules of W3C Baggage, https://www.w3.org/TR/baggage/. */
class BaggageTest {
    @ParameterizedTest
    @CsvSource({
        "Amélie, userId=Am%C3%A9lie", // §3.3.4 of the specification
        "DF 28, userId=DF%2028",
        "smoketest-20260101-000000-000, userId=smoketest-20260101-000000-000",
        "'a,b;c\\d\"e', userId=a%2Cb%3Bc%5Cd%22e",
        "100%, userId=100%25",
        "a=b, userId=a=b",
        "'', userId=",
    })
    void aValueIsEncoded(String value, String member) {
        assertThat(Baggage.member("userId", value)).isEqualTo(member);
    }

    @Test
    void controlCharactersNeverGetIntoAHeader() {
        assertThat(Baggage.member("k", "a\r\nX-Evil: 1\0\u007f")).isEqualTo("k=a%0D%0AX-Evil:%201%00%7F");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'mine=1'",
        "' ', 'mine=1'",
        "'userId=alice,serverNode=DF%2028,isProduction=false', 'userId=alice,serverNode=DF%2028,isProduction=false,mine=1'",
        "'key1=value1;property1;property2, key2 = value2, key3=value3; propertyKey=propertyValue',"
                + " 'key1=value1;property1;property2, key2 = value2, key3=value3; propertyKey=propertyValue,mine=1'",
        "'mine=theirs', 'mine=theirs'",
        "'a=b, mine = theirs;p', 'a=b, mine = theirs;p'",
        "'nonsense', 'nonsense,mine=1'",
    })
    void theUsersOwnStaysAsItIs(String given, String all) {
        assertThat(Baggage.with(given, "mine=1")).isEqualTo(all);
    }

    @Test
    void theLimitsOfTheSpecificationAreKept() {
        String many = IntStream.range(0, Baggage.MOST_MEMBERS)
                .mapToObj(i -> "k" + i + "=v")
                .collect(Collectors.joining(","));
        assertThat(Baggage.with(many, "mine=1")).isEqualTo(many);
        String oneLess = many.substring(0, many.lastIndexOf(','));
        assertThat(Baggage.with(oneLess, "mine=1")).endsWith(",mine=1");
        String fits = "k=" + "v".repeat(Baggage.MOST_BYTES - 2 - ",mine=1".length());
        assertThat(Baggage.with(fits, "mine=1")).hasSize(Baggage.MOST_BYTES);
        assertThat(Baggage.with(fits + "v", "mine=1")).isEqualTo(fits + "v");
    }
}
