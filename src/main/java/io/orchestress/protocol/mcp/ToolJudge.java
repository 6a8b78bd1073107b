package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Errors;
import io.orchestress.protocol.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a tool did what it was asked for. It did not when it says so: by {@code isError}, or, in what it answers as JSON, by false where
 * success is to be found, or by something where an error is to be found. As JSON counts what is structured, and each text that is an
 * object or a list, whatever blanks or fence of Markdown stand around it.
 *
 * @param success in the tool's own answer; empty: not looked at
 * @param error in the tool's own answer; empty: not looked at
 * @param spawns whether the tool makes an agent, so that its time is that of a spawn
 */
public record ToolJudge(JsonPointer success, JsonPointer error, boolean spawns) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int QUOTED = 200;
    private static final Pattern FENCED = Pattern.compile("```\\w*\\s*([\\[{].*)```", Pattern.DOTALL);
    private static final Set<String> YES = Set.of("true", "yes", "1");
    private static final Set<String> NO = Set.of("false", "no", "0");

    /** @param success JSON pointer (RFC 6901); empty: not looked at */
    public ToolJudge(String success, boolean spawns) {
        this(success, "", spawns);
    }

    /**
     * As above.
     *
     * @param error JSON pointer (RFC 6901); empty: not looked at
     */
    public ToolJudge(String success, String error, boolean spawns) {
        this(JsonPointer.compile(success), JsonPointer.compile(error), spawns);
    }

    Reply judge(JsonNode result, long micros) {
        List<JsonNode> said = said(result);
        if (isYes(result.path("isError"))) {
            return failed("the tool reports isError", result, said);
        }
        if (isAnywhere(said, success, ToolJudge::isNo)) {
            return failed("the tool result has " + success + " = false", result, said);
        }
        if (isAnywhere(said, error, Errors::isOne)) {
            return failed("the tool result has an error at " + error, result, said);
        }
        Reply done = Reply.ok(result).noting(unclear(said));
        return spawns ? done.with(new Reply.Timing(Metric.SPAWN, "", micros)) : done;
    }

    private static Reply failed(String why, JsonNode result, List<JsonNode> said) {
        FailureClass outcome =
                said.stream().anyMatch(Errors::isRateLimit) ? FailureClass.RATE_LIMITED : FailureClass.TOOL_ERROR;
        Reply reply = Reply.failed(outcome, why + shown(result));
        return said.stream()
                .map(RetryHint::in)
                .flatMap(Optional::stream)
                .findFirst()
                .map(reply::withRetryAfter)
                .orElse(reply);
    }

    /** Where success stands, but is neither yes nor no: it passes, and is told. */
    private List<String> unclear(List<JsonNode> said) {
        return success.matches()
                ? List.of()
                : said.stream()
                        .map(one -> one.at(success))
                        .filter(value -> !value.isMissingNode()
                                && !value.isBoolean()
                                && !value.isNumber()
                                && !isYesAsText(value))
                        .map(value -> "a tool result has " + success + " = " + oneLine(value.toString())
                                + ", which is neither true nor false")
                        .toList();
    }

    private static boolean isYesAsText(JsonNode value) {
        return value.isTextual() && YES.contains(value.textValue().strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isAnywhere(List<JsonNode> said, JsonPointer at, Predicate<JsonNode> is) {
        return !at.matches() && said.stream().map(one -> one.at(at)).anyMatch(is);
    }

    /** What means no wherever success stands: false, 0, and what is the same as a text. */
    private static boolean isNo(JsonNode value) {
        return (value.isBoolean() && !value.booleanValue()) || isZero(value) || isNoAsText(value);
    }

    private static boolean isZero(JsonNode value) {
        return value.isNumber() && value.decimalValue().compareTo(BigDecimal.ZERO) == 0;
    }

    private static boolean isNoAsText(JsonNode value) {
        return value.isTextual() && NO.contains(value.textValue().strip().toLowerCase(Locale.ROOT));
    }

    /** Whatever is there and does not mean no: a server that says {@code "true"} or 1 has failed, too. */
    private static boolean isYes(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !isNo(value) && !isEmptyText(value);
    }

    private static boolean isEmptyText(JsonNode value) {
        return value.isTextual() && value.textValue().isBlank();
    }

    /** All that the tool answers as JSON. */
    private static List<JsonNode> said(JsonNode result) {
        List<JsonNode> said = new ArrayList<>();
        if (result.path("structuredContent").isContainerNode()) {
            said.add(result.path("structuredContent"));
        }
        for (JsonNode part : result.path("content")) {
            String text = part.path("text").isTextual() ? part.path("text").textValue() : "";
            parsed(text).ifPresent(said::add);
        }
        return said;
    }

    private static Optional<JsonNode> parsed(String text) {
        String stripped = text.strip();
        String plain = stripped.startsWith("\uFEFF") ? stripped.substring(1).strip() : stripped;
        if (plain.startsWith("```")) {
            Matcher fenced = FENCED.matcher(plain);
            plain = fenced.matches() ? fenced.group(1) : "";
        }
        if (!plain.startsWith("{") && !plain.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(plain));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The tool's own words: its first text that is not blank, or what is structured, or whatever else there is. */
    private static String shown(JsonNode result) {
        String text = "";
        for (JsonNode part : result.path("content")) {
            text = text.isEmpty() ? oneLine(part.path("text").asText()) : text;
        }
        if (text.isEmpty() && result.path("structuredContent").isContainerNode()) {
            text = oneLine(result.path("structuredContent").toString());
        }
        if (text.isEmpty() && !result.path("content").isEmpty()) {
            text = oneLine(result.path("content").toString());
        }
        return text.isEmpty() ? ", without a message" : ": " + text;
    }

    private static String oneLine(String text) {
        String line = text.substring(0, Math.min(text.length(), 4 * QUOTED))
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() > QUOTED ? line.substring(0, QUOTED) + " …" : line;
    }
}
