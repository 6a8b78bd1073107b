package io.orchestress.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a text must be to stand for something else: each says all that is wrong with it, nothing where it is right. */
final class Forms {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern TEMPLATE_NAME = Pattern.compile("#\\{([^}]*)}");

    /** A rule for a text. */
    @FunctionalInterface
    interface Form {
        List<String> problems(String text);
    }

    private Forms() {}

    /** May hold {@code #{name}} of these names only. */
    static Form template(List<String> names) {
        return text -> {
            List<String> problems = new ArrayList<>();
            Matcher matcher = TEMPLATE_NAME.matcher(text);
            while (matcher.find()) {
                if (!names.contains(matcher.group(1))) {
                    problems.add("unknown name " + matcher.group() + "; known here: " + String.join(", ", names));
                }
            }
            return problems;
        };
    }

    /** JSON whatever texts stand for the names of a template in it. */
    static List<String> json(String text) {
        try {
            // A digit is JSON where a name stands alone, and text where it stands in quotes.
            return JSON.readTree(text.replaceAll("#\\{[a-z][a-z0-9_]*}", "0")).isMissingNode()
                    ? List.of("expected JSON, such as {\"input\": #{prompt}}")
                    : List.of();
        } catch (JsonProcessingException e) {
            return List.of("expected JSON, such as {\"input\": #{prompt}}: " + e.getOriginalMessage());
        }
    }

    static List<String> pattern(String text) {
        try {
            Pattern.compile(text);
            return List.of();
        } catch (PatternSyntaxException e) {
            return List.of(
                    "expected a regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1));
        }
    }

    /** RFC 6901; empty: none. */
    static List<String> pointer(String text) {
        return text.isEmpty() || text.startsWith("/")
                ? List.of()
                : List.of("expected a JSON pointer such as /result/id, or nothing");
    }
}
