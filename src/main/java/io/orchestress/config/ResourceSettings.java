package io.orchestress.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose use of the machine is watched, and who else is asked for figures.
 *
 * @param pid process of the target on this machine; 0: the embedded orchestrator's if it is the target, else that of
 *     the process that listens at the target's port, if that is here
 * @param prometheus pages of metrics
 * @param jmx {@link #OFF}, {@link #ATTACH}, or the URL of a JMX service
 */
public record ResourceSettings(boolean enabled, long pid, List<MetricsPage> prometheus, String jmx) {
    /** The target's JVM is not asked. */
    public static final String OFF = "off";

    /** The agent of JMX is started inside the target. */
    public static final String ATTACH = "attach";

    /** The common form only: what other forms would connect to cannot be seen in them. */
    private static final Pattern JMX_URL =
            Pattern.compile("service:jmx:rmi:///jndi/rmi://(\\[[0-9a-fA-F:]+]|[^/:\\[\\]]+):(\\d{1,5})/[\\w.-]+");

    public ResourceSettings {
        prometheus = List.copyOf(prometheus);
    }

    /** @param target whose allowed hosts may be asked, too; who may be asked may not be loaded, for all that */
    static ResourceSettings read(Section s, Settings.Target target) {
        Hosts hosts = Hosts.read(s, "allowed-hosts").and(target.hosts());
        List<MetricsPage> pages = new ArrayList<>();
        Set<String> places = new HashSet<>();
        Set<String> figures = new HashSet<>();
        for (Section page : s.sections("prometheus")) {
            MetricsPage.read(page, hosts).ifPresent(read -> {
                pages.add(read);
                if (!places.add(read.subject() + read.url())) {
                    page.problem("url", "occurs twice for this subject: merge its metrics");
                }
                read.metrics().stream()
                        .filter(figure -> !figures.add(read.subject() + "." + figure.name()))
                        .forEach(figure -> page.problem(
                                read.subject() + "." + figure.name() + " is given twice; valid: once, by one page"));
            });
        }
        ResourceSettings settings =
                new ResourceSettings(s.flag("enabled"), s.integer("pid", 0, Integer.MAX_VALUE), pages, jmx(s, hosts));
        return settings;
    }

    private static String jmx(Section s, Hosts hosts) {
        String jmx = s.text("jmx");
        if (jmx.equals(OFF) || jmx.equals(ATTACH)) {
            return jmx;
        }
        Matcher url = JMX_URL.matcher(jmx);
        if (!url.matches()) {
            s.problem("jmx", "expected off, attach or service:jmx:rmi:///jndi/rmi://HOST:PORT/jmxrmi");
            return jmx;
        }
        int port = Integer.parseInt(url.group(2));
        if (port < 1 || port > 65_535) {
            s.problem("jmx", "the port must be from 1 to 65535");
        } else {
            hosts.refusal(new Origin("http", url.group(1), port), "to query its JVM")
                    .ifPresent(why -> s.problem("jmx", why));
        }
        return jmx;
    }
}
