package io.orchestress.monitoring.prometheus;

import io.orchestress.monitoring.prometheus.Expression.Term;
import io.orchestress.monitoring.prometheus.Selector.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads an {@link Expression}, from left to right. */
final class ExpressionParser {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern OPERATOR = Pattern.compile("!=|=~|!~|=");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)'");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final String RATE = "rate";

    private final String text;
    private int at;

    ExpressionParser(String text) {
        this.text = text;
    }

    Expression parse() {
        Term term = term();
        Optional<Term> divisor = take('/') ? Optional.of(term()) : Optional.empty();
        double factor = 1;
        if (take('*')) {
            factor = Double.parseDouble(next(NUMBER, "a number").group());
        }
        blanks();
        if (at < text.length()) {
            throw problem("nothing");
        }
        return new Expression(text, term, divisor, factor);
    }

    private Term term() {
        String name = next(NAME, "the name of a metric, or rate(").group();
        if (!name.equals(RATE) || !take('(')) {
            return new Term(false, selector(name));
        }
        Selector selector = selector(next(NAME, "the name of a metric").group());
        expect(')');
        return new Term(true, selector);
    }

    private Selector selector(String name) {
        List<Condition> conditions = new ArrayList<>();
        if (take('{')) {
            while (!take('}')) {
                String label = next(NAME, "the name of a label").group();
                String operator = next(OPERATOR, "one of = != =~ !~").group();
                conditions.add(condition(label, operator, quoted()));
                if (!take(',')) {
                    expect('}');
                    break;
                }
            }
        }
        return new Selector(name, conditions);
    }

    private Condition condition(String label, String operator, String value) {
        try {
            return Condition.of(label, operator, value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + value + "' is not a regular expression: " + e.getDescription(), e);
        }
    }

    /** Either quote, so that it can be written inside the other. */
    private String quoted() {
        Matcher quoted = next(QUOTED, "a quoted text");
        String content = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        return content.replaceAll("\\\\([\"'\\\\])", "$1");
    }

    private Matcher next(Pattern pattern, String what) {
        blanks();
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw problem(what);
        }
        at = matcher.end();
        return matcher;
    }

    private boolean take(char c) {
        blanks();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw problem("'" + c + "'");
        }
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException problem(String expected) {
        String found = at >= text.length() ? "its end" : "'" + text.substring(at) + "'";
        return new IllegalArgumentException("expected " + expected + " at character " + (at + 1) + ", not " + found);
    }
}
