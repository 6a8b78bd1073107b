package io.orchestress.report.markdown;

import io.orchestress.report.Table;
import io.orchestress.text.PlainText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** GitHub-flavoured Markdown that shows a text and does nothing else with it. */
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]|~#!]");
    private static final Pattern AUTOLINK = Pattern.compile("(?i)(https?|ftp|mailto):|www\\.");
    private static final String INVISIBLE = "<!-- -->";

    private Markdown() {}

    /**
     * A text from outside, in running text or a cell: no markup, no HTML, no link, no mention of anybody, and no line break.
     */
    static String text(String text) {
        String html =
                PlainText.clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        String escaped = SPECIAL.matcher(html).replaceAll("\\\\$0");
        String unlinked = AUTOLINK.matcher(escaped).replaceAll(m -> {
            int last = m.group().length() - 1;
            return m.group().substring(0, last) + INVISIBLE + m.group().charAt(last);
        });
        return unlinked.replace("@", "@" + INVISIBLE);
    }

    /** A name from outside as code, with a fence that it cannot close. */
    static String code(String name) {
        String clean = PlainText.clean(name).replace("|", "\\|");
        if (clean.isEmpty()) {
            return "``` ```";
        }
        int run = 0;
        int longest = 0;
        for (char c : clean.toCharArray()) {
            run = c == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        String pad = longest > 0 ? " " : "";
        return fence + pad + clean + pad + fence;
    }

    /** A table; the cells are Markdown already. */
    static String table(List<Table.Column> columns, List<List<String>> rows) {
        String head = row(columns.stream().map(c -> text(c.heading())).toList());
        String rule = row(columns.stream().map(c -> c.numeric() ? "--:" : "---").toList());
        return head + rule + rows.stream().map(Markdown::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
