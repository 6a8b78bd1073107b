package io.orchestress.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Pages that need nothing but themselves: style, charts and script are inside, and their own policy runs nothing else. */
public final class SelfContained {
    private static final String CHARTS = "META-INF/maven/org.mvnpm/echarts/pom.properties";
    private static final String LIBRARY = "META-INF/resources/_static/echarts/%s/dist/echarts.min.js";
    static final String HERE = "io/orchestress/report/html/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PebbleEngine ENGINE = new PebbleEngine.Builder()
            .loader(new ClasspathLoader(SelfContained.class.getClassLoader()))
            .autoEscaping(true)
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build();

    private SelfContained() {}

    /**
     * Writes a page. The template gets {@code page} and {@code data}, and of ours {@code style}, {@code themeScript},
     * {@code library}, {@code script} and {@code scriptSources}, the digests for its Content-Security-Policy.
     *
     * @param template on the class path
     * @param script on the class path; runs last
     * @param page texts, not yet escaped
     * @param data of the charts, by {@link #json}
     * @param out takes the text, to be encoded as UTF-8; stays open
     */
    public static void write(String template, String script, Object page, String data, Writer out) throws IOException {
        write(template, resource(script), page, data, Map.of(), out);
    }

    /**
     * @param script text of it; runs last, after the one for numbers
     * @param more what else the template gets, in place of ours where names are equal
     */
    static void write(String template, String script, Object page, String data, Map<String, Object> more, Writer out)
            throws IOException {
        String themeScript = resource(HERE + "theme.js");
        String scripts = resource(HERE + "numbers.js") + script;
        String library = resource(library());
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("data", data);
        model.put("style", style());
        model.put("themeScript", themeScript);
        model.put("library", library);
        model.put("script", scripts);
        model.put("scriptSources", digest(themeScript) + " " + digest(library) + " " + digest(scripts));
        model.putAll(more);
        evaluate(template, model, out);
    }

    static void evaluate(String template, Map<String, Object> model, Writer out) throws IOException {
        ENGINE.getTemplate(template).evaluate(out, model, Locale.ROOT);
    }

    static String style() throws IOException {
        return resource(HERE + "report.css") + resource(HERE + "comparison.css");
    }

    /** The same with what drawings of capacity, scalability, recovery and endurance need. */
    static String planningStyle() throws IOException {
        return style() + resource(HERE + "planning.css");
    }

    /** JSON for a data block of a page, with no character that an HTML parser would act on. */
    public static String json(Object tree) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.getFactory().createGenerator(text)) {
            generator.setCharacterEscapes(new HtmlSafe());
            JSON.writeValue(generator, tree);
        }
        return text.toString();
    }

    /** Apache ECharts on the class path. */
    static String library() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = open(CHARTS)) {
            properties.load(in);
        }
        return LIBRARY.formatted(properties.getProperty("version", ""));
    }

    /** Line ends as an HTML parser sees them, so that the digest is of what a browser runs. */
    static String resource(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = SelfContained.class.getClassLoader().getResourceAsStream(name);
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

    /** As {@code JsonpCharacterEscapes} (line separators), and {@code < > &} besides. */
    private static final class HtmlSafe extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final JsonpCharacterEscapes LINE_SEPARATORS = JsonpCharacterEscapes.instance();

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            codes['<'] = ESCAPE_STANDARD;
            codes['>'] = ESCAPE_STANDARD;
            codes['&'] = ESCAPE_STANDARD;
            codes['\''] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public com.fasterxml.jackson.core.@Nullable SerializableString getEscapeSequence(int c) {
            return LINE_SEPARATORS.getEscapeSequence(c);
        }
    }
}
