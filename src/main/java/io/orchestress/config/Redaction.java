package io.orchestress.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The effective configuration as text, without its secrets. */
final class Redaction {
    static final String REDACTED = "(redacted)";
    private static final Pattern SECRET = Pattern.compile(
            "passwo?r?d|passphrase|secret|token(?!s$|s[-_.=:\\s]|s(?=[A-Z]))|(?:auth|access|refresh|bearer|api|session)[-_.]?tokens"
                    + "|authorization|api[-_]?key|private[-_]?key|access[-_]?key|cookie|credential",
            Pattern.CASE_INSENSITIVE);

    /** Of a control nothing is shown but these: headers may be secrets, and a misspelt key may hold them. */
    private static final Pattern CONTROL_HEADER =
            Pattern.compile("(?:^|\\.)controls\\.(?:\"[^\"]*\"|[^.\"]+)\\.(?!(?:request|command|timeout|reset|body)$)");

    /** Of a hook nothing is shown but these: an address alone may be a secret, and a misspelt key may hold one. */
    private static final Pattern HOOK = Pattern.compile(
            "^(?:orchestress\\.)?hooks(?:$|\\.(?!\"?[^.\"]+\"?\\.(?:on|timeout|attempts|required|command)$))");

    /** What says how a token is come by, and is no part of it. */
    private static final Pattern OF_TOKEN =
            Pattern.compile("(?:^|\\.)target\\.token\\.(?:url|scope|auth|refresh|timeout|header|prefix)$");

    /** A misspelt key of a tenant may hold headers, too. */
    private static final Pattern TENANT_HEADER = Pattern.compile(
            "(?:^|\\.)tenants\\.(?:\"[^\"]*\"|[^.\"]+)\\.(?!(?:weight|pace|phases|tasks|task-mix)(?:\\.|$))");

    private Redaction() {}

    /** Whether the value of that key must not be shown. */
    static boolean isSecret(String key) {
        return !OF_TOKEN.matcher(key).find() && isNamedLikeOne(key);
    }

    private static boolean isNamedLikeOne(String key) {
        return key.contains("target.headers")
                || TENANT_HEADER.matcher(key).find()
                || CONTROL_HEADER.matcher(key).find()
                || SECRET.matcher(key).find()
                || HOOK.matcher(key).find();
    }

    /**
     * The user and the password of an address, with a scheme or without: after {@code //} whatever they are made of, at the beginning of a text
     * that is no list and no path of JSON.
     */
    private static final Pattern USER =
            Pattern.compile("//[^/?#\\s]*@|^(?![\\[{$])[^/?#\\s]*:[^/?#\\s]*@|^[\\w.~%!&*+,;=-]+@");

    /** Where a URL's query begins, and the rest of it. */
    private static final Pattern QUERY = Pattern.compile("(://[^\"?\\s]*\\?)[^\"\\s]+");

    /** What parsers put in quotes, or in brackets with a name: it is what they read, and may be a secret. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"?|'[^']{3,}'|\\b\\w+\\(.*\\)");

    /** The first sentence of a parser's message, without what it quotes. */
    static String unquoted(String message) {
        String first = message.replaceFirst("(?s)(?:\\. | \\(if you |\\R).*", "");
        return QUOTED.matcher(first).replaceAll("…");
    }

    /** An object that may hold headers or an address of a hook, whole. */
    private static final Pattern HOLDS_SECRETS = Pattern.compile(
            "(?:^|\\.)(?:controls(?:\\.[^.]+)?|tenants(?:\\.[^.]+)?|workloads(?:\\.[^.]+)?|target|resources|embedded|orchestress)$");

    private static final Pattern CONTROL = Pattern.compile("(?:^|\\.)controls\\.");
    private static final Pattern PATH_QUERY = Pattern.compile("(/[^?\\s]*\\?)\\S+");

    /** What may be shown of a value: of any address neither user nor query, of a control no query either. */
    static String shown(String key, String value) {
        boolean control = CONTROL.matcher(key).find();
        boolean hidden = isSecret(key)
                || (control && key.endsWith(".body") && SECRET.matcher(value).find())
                || (value.startsWith("{") && HOLDS_SECRETS.matcher(key).find());
        if (hidden && !value.isEmpty()) {
            return REDACTED;
        }
        String shown = withoutAddressSecrets(value);
        return control ? PATH_QUERY.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(REDACTED)) : shown;
    }

    /** A text in which every address is without its user and its query. */
    static String withoutAddressSecrets(String text) {
        String withoutUser = USER.matcher(text)
                .replaceAll(
                        user -> Matcher.quoteReplacement((user.group().startsWith("//") ? "//" : "") + REDACTED + "@"));
        return QUERY.matcher(withoutUser).replaceAll("$1" + Matcher.quoteReplacement(REDACTED));
    }

    /** Every leaf by its path below {@code root}; headers and whatever is named like a secret are redacted. */
    static Map<String, String> effective(ConfigObject root) {
        Map<String, String> effective = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> entry : root.toConfig().entrySet()) {
            String key = entry.getKey();
            effective.put(
                    key,
                    key.endsWith(".command") ? command(key, entry.getValue()) : shown(key, text(entry.getValue())));
        }
        return effective;
    }

    private static String command(String key, ConfigValue value) {
        if (!(value instanceof ConfigList list)) {
            return REDACTED;
        }
        List<String> parts =
                list.stream().map(part -> String.valueOf(part.unwrapped())).toList();
        boolean target = key.startsWith("protocols.");
        return ConfigValueFactory.fromIterable(target ? CommandLine.redacted(parts) : CommandLine.withoutValues(parts))
                .render(ConfigRenderOptions.concise());
    }

    private static String text(ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT, LIST -> value.render(ConfigRenderOptions.concise());
            case STRING, NUMBER, BOOLEAN, NULL -> String.valueOf(value.unwrapped());
        };
    }
}
