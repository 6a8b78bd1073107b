package io.orchestress.analysis.gates;

import io.orchestress.record.Better;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Verdict.Outcome;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one rule:
 *
 * <pre>
 * rule   = figure [ "of" name | "of" "tenant" name ] [ "in" name ] limit { "," clause }
 * limit  = ( "&lt;=" | "&lt;" | "&gt;=" | "&gt;" ) amount [ "warn" ]
 * clause = "fail" ( "above" | "below" ) amount  |  "if" "measured"
 * amount = number unit  |  "min-throughput"
 * name   = 'quoted'  |  word          where * stands for any characters
 * </pre>
 */
final class RuleParser {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final Pattern NAME = Pattern.compile("'((?:[^']|'')*)'|([A-Za-z0-9*][A-Za-z0-9._*-]*)");
    private static final Pattern RELATION = Pattern.compile("<=|>=|<|>");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern UNIT = Pattern.compile("[^\\s,0-9'<>=.+-][^\\s,0-9'<>=]*");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern ANY = Pattern.compile("'[^']*'?|[^\\s,]+|,");
    private static final String PROFILE = "min-throughput";
    private static final String WARN = "warn";
    private static final String TENANT = "tenant";

    private final String name;
    private final String text;
    private final double minThroughputPerSec;
    private final Matcher matcher;
    private int at;
    private @Nullable String unit;
    private boolean isNone;

    RuleParser(String name, String text, double minThroughputPerSec) {
        this.name = name;
        this.text = text;
        this.minThroughputPerSec = minThroughputPerSec;
        this.matcher = WORD.matcher(text);
    }

    /** Empty when it asks for the throughput of a profile that wants none. */
    Optional<GateRule> parse() {
        GateMetric figure = figure();
        Optional<NamePattern> names = Optional.empty();
        Optional<NamePattern> tenants = Optional.empty();
        Optional<NamePattern> phases = Optional.empty();
        if (isNext("of")) {
            int start = at;
            next(WORD);
            if (isTenant()) {
                if (!figure.isByTenant()) {
                    at = start;
                    throw wrong(figure.word() + " is of the whole target, not of a tenant; valid: in, <=, <, >= or >");
                }
                next(WORD);
                tenants = Optional.of(name("a tenant"));
            } else if (figure.ofWhat().isEmpty()) {
                at = start;
                throw wrong(figure.word() + " is of the whole target, not of a request; valid: "
                        + (figure.isByTenant() ? "of tenant NAME, " : "") + "in, <=, <, >= or >");
            } else {
                NamePattern name = name("a " + figure.ofWhat());
                boolean ofTenant = figure.eachByItself() && !name.text().contains(TenantIsolation.BESIDE);
                names = ofTenant ? Optional.empty() : Optional.of(name);
                tenants = ofTenant ? Optional.of(name) : Optional.empty();
            }
        }
        if (isNext("in")) {
            if (!figure.inPhases()) {
                throw wrong(figure.word() + " is of the whole run, not of a phase; valid: <=, <, >= or >");
            }
            next(WORD);
            phases = Optional.of(name("a phase"));
        }
        Relation relation = relation(figure);
        double limit = amount(figure);
        boolean warns = isNext(WARN);
        if (warns) {
            next(WORD);
        }
        OptionalDouble failLimit = OptionalDouble.empty();
        boolean ifMeasured = false;
        while (next(COMMA) != null) {
            if (isNext("fail") && failLimit.isEmpty()) {
                failLimit = OptionalDouble.of(failLimit(figure, relation, limit, warns));
            } else if (isNext("if") && !ifMeasured) {
                next(WORD);
                word("measured");
                ifMeasured = true;
            } else {
                throw expected("'fail " + (relation.isUpper() ? "above" : "below")
                        + " …' or 'if measured', each at most once");
            }
        }
        if (peek() != null) {
            throw expected(warns || failLimit.isPresent() || ifMeasured ? "',' or the end" : "'warn', ',' or the end");
        }
        Outcome level = warns || failLimit.isPresent() ? Outcome.WARN : Outcome.FAIL;
        String ofUnit = unit == null ? figure.dimension().unit() : unit;
        return isNone
                ? Optional.empty()
                : Optional.of(new GateRule(
                        name,
                        text,
                        figure,
                        names,
                        tenants,
                        phases,
                        relation,
                        limit,
                        level,
                        failLimit,
                        ofUnit,
                        ifMeasured));
    }

    private GateMetric figure() {
        skipSpaces();
        int start = at;
        String word = next(WORD);
        if (word == null) {
            throw expected("a metric such as p95, error-rate or ttft.p99");
        }
        Optional<GateMetric> figure = GateMetrics.of(word);
        if (figure.isEmpty()) {
            at = start;
            throw wrong("there is no metric '" + word + "'; nearest: " + String.join(", ", GateMetrics.like(word))
                    + "; docs/gates.md lists all");
        }
        return figure.get();
    }

    /** Whether the word {@code tenant} stands before a name, rather than being one. */
    private boolean isTenant() {
        int start = at;
        boolean tenant = TENANT.equals(next(WORD)) && !isNext("in") && next(NAME) != null;
        at = start;
        return tenant;
    }

    private NamePattern name(String what) {
        String found = next(NAME);
        if (found == null) {
            throw expected("the name of " + what + ", in ' ' where it has spaces");
        }
        String quoted = matcher.group(1);
        return new NamePattern(quoted == null ? found : quoted.replace("''", "'"));
    }

    private Relation relation(GateMetric figure) {
        skipSpaces();
        int start = at;
        String sign = next(RELATION);
        for (Relation relation : Relation.values()) {
            if (relation.sign().equals(sign)) {
                boolean wrongWay =
                        figure.better() != Better.NEITHER && relation.isUpper() != (figure.better() == Better.LOWER);
                if (wrongWay) {
                    at = start;
                    throw wrong(figure.word() + " is better when it is "
                            + (relation.isUpper() ? "higher; valid: >= or >" : "lower; valid: <= or <"));
                }
                return relation;
            }
        }
        throw expected("<=, <, >= or >");
    }

    private double amount(GateMetric figure) {
        if (isNext(PROFILE) && figure.equals(GateMetrics.THROUGHPUT)) {
            next(WORD);
            isNone = minThroughputPerSec == 0;
            return minThroughputPerSec;
        }
        skipSpaces();
        int start = at;
        String number = next(NUMBER);
        if (number == null) {
            throw expected("an amount such as " + figure.dimension().example());
        }
        String written = isNext(WARN) ? "" : next(UNIT);
        try {
            double value = figure.dimension().value(new BigDecimal(number), written == null ? "" : written);
            if (value > figure.dimension().most()) {
                throw new IllegalArgumentException(
                        "is above " + (figure.dimension() == Dimension.SHARE ? "100 %" : "1") + ", the maximum");
            }
            if (figure.dimension() == Dimension.MONEY) {
                sameCurrency(written);
            }
            return value;
        } catch (IllegalArgumentException e) {
            at = start;
            throw wrong(figure.word() + " " + e.getMessage());
        }
    }

    private void sameCurrency(@Nullable String written) {
        if (unit != null && !unit.equals(written)) {
            throw new IllegalArgumentException("is in " + unit + " and in " + written + "; valid: one currency");
        }
        unit = written;
    }

    private double failLimit(GateMetric figure, Relation relation, double limit, boolean warns) {
        if (warns) {
            throw wrong("'warn' and 'fail' are both given; valid: one limit with 'warn', or two limits without");
        }
        next(WORD);
        word(relation.isUpper() ? "above" : "below");
        skipSpaces();
        int start = at;
        double failLimit = amount(figure);
        if (!isNone && (relation.isUpper() ? failLimit <= limit : failLimit >= limit)) {
            at = start;
            throw wrong("the limit that fails must be " + (relation.isUpper() ? "above" : "below")
                    + " the one that warns: the two are in the wrong order");
        }
        return failLimit;
    }

    private void word(String expected) {
        if (!isNext(expected)) {
            throw expected("'" + expected + "'");
        }
        next(WORD);
    }

    private boolean isNext(String word) {
        int start = at;
        String found = next(WORD);
        at = start;
        return word.equals(found);
    }

    private @Nullable String next(Pattern pattern) {
        skipSpaces();
        matcher.usePattern(pattern).region(at, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.group();
    }

    private @Nullable String peek() {
        int start = at;
        String found = next(ANY);
        at = start;
        return found;
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private RuleException expected(String what) {
        String found = peek();
        return wrong("expected " + what + ", " + (found == null ? "not the end" : "not " + found));
    }

    private RuleException wrong(String message) {
        skipSpaces();
        return new RuleException(at + 1, message);
    }
}
