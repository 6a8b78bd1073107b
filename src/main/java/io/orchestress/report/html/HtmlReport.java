package io.orchestress.report.html;

import io.orchestress.analysis.Findings;
import io.orchestress.report.PlainText;
import io.orchestress.report.RunFacts;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The report of one run as one HTML file that needs nothing else: charts, script and style are inside. It opens from a disk,
 * an artefact store or a mail, and asks no network for anything.
 *
 * <p>What a target or a configuration put into the findings cannot become markup or script: the template escapes all text,
 * chart data is JSON in a block that is never executed, tooltips escape again, and the page's own policy
 * (Content-Security-Policy) runs exactly the scripts whose digests it names. The text must therefore be stored as UTF-8.
 */
public final class HtmlReport {
    private static final String WEBJAR = "META-INF/maven/org.webjars.npm/echarts/pom.properties";
    private static final String LIBRARY = "META-INF/resources/webjars/echarts/%s/dist/echarts.min.js";
    static final String HERE = "io/orchestress/report/html/";
    private static final PebbleEngine ENGINE = new PebbleEngine.Builder()
            .loader(new ClasspathLoader(HtmlReport.class.getClassLoader()))
            .autoEscaping(true)
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build();

    private HtmlReport() {}

    /**
     * Writes the report; equal findings give equal bytes.
     *
     * @param out takes the text, to be encoded as UTF-8; stays open
     */
    public static void write(Findings findings, Writer out) throws IOException {
        RunFacts facts = new RunFacts(findings);
        String library = resource(LIBRARY.formatted(chartsVersion()));
        String themeScript = resource(HERE + "theme.js");
        String script = resource(HERE + "report.js");
        Map<String, Object> model = new HashMap<>();
        model.put("page", Page.of(facts));
        model.put("data", ChartData.json(facts));
        model.put("printHeader", cssText(facts.run().runId()));
        model.put("style", style());
        model.put("themeScript", themeScript);
        model.put("library", library);
        model.put("script", script);
        model.put("scriptSources", digest(themeScript) + " " + digest(library) + " " + digest(script));
        evaluate("report.peb", model, out);
    }

    static void evaluate(String template, Map<String, Object> model, Writer out) throws IOException {
        ENGINE.getTemplate(HERE + template).evaluate(out, model, Locale.ROOT);
    }

    /** Inside of a string of CSS: all but letters, digits and hyphens by their code point, so that nothing ends the string. */
    static String cssText(String text) {
        StringBuilder out = new StringBuilder();
        PlainText.clean(text).codePoints().forEach(c -> {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-');
            out.append(plain ? Character.toString(c) : "\\" + Integer.toHexString(c) + " ");
        });
        return out.toString();
    }

    static String style() throws IOException {
        return resource(HERE + "report.css") + resource(HERE + "comparison.css");
    }

    /** Version of Apache ECharts on the class path. */
    static String chartsVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = open(WEBJAR)) {
            properties.load(in);
        }
        return properties.getProperty("version", "");
    }

    /** Line ends as an HTML parser sees them, so that the digest is of what a browser runs. */
    static String resource(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = HtmlReport.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IOException("not on the class path: " + name);
        }
        return in;
    }

    static String digest(String script) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sha) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
