package io.orchestress.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The controls of the target that phases can set, by name.
 *
 * @param uses where workloads set controls, in order
 */
public record ControlSettings(Map<String, Control> byName, List<Use> uses) {
    /** Name of the placeholder in a control's texts for the value that a phase gives it. */
    public static final String VALUE = "value";

    /** In place of a value; no name of a host that anybody has. */
    private static final String SOME_VALUE = "some-value-of-a-control";

    private static final List<String> NAMES = List.of(VALUE);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(60);

    public ControlSettings {
        byName = Map.copyOf(byName);
        uses = List.copyOf(uses);
    }

    /** One thing that can be set. All texts are templates of {@code #{value}}. */
    public sealed interface Control permits Request, Command {
        /** Key of what it does, and where that is written. */
        String key();

        String origin();

        /** Of one change. */
        Duration timeout();

        /** To what it is set at the end of the run; empty: it stays as it is. */
        Optional<String> reset();
    }

    /**
     * An HTTP request.
     *
     * @param address a path at the target, or a whole URL, whose host is then part of the text
     * @param body empty: none
     */
    public record Request(
            String key,
            String origin,
            String method,
            String address,
            String body,
            Map<String, String> headers,
            Duration timeout,
            Optional<String> reset)
            implements Control {
        public Request {
            headers = Map.copyOf(headers);
        }

        /** Whether it goes to the target, rather than to a host that it names. */
        public boolean isOfTarget() {
            return address.startsWith("/");
        }
    }

    /** A program and its arguments, without a shell. */
    public record Command(String key, String origin, List<String> command, Duration timeout, Optional<String> reset)
            implements Control {
        public Command {
            command = List.copyOf(command);
        }
    }

    /**
     * A phase that sets a control.
     *
     * @param key, origin of the value
     */
    public record Use(String workload, String phase, String control, String value, String key, String origin) {}

    static ControlSettings read(Section root) {
        return new ControlSettings(controls(root.section("controls")), uses(root.section("workloads")));
    }

    static Map<String, Control> controls(Section s) {
        Map<String, Control> controls = new LinkedHashMap<>();
        s.named().forEach((name, control) -> control(control).ifPresent(l -> controls.put(name, l)));
        return controls;
    }

    private static Optional<Control> control(Section s) {
        boolean request = s.has("request");
        if (request == s.has("command")) {
            s.names();
            s.problem(
                    "needs either a request, such as \"PUT /admin/workers\", or a command [\"program\", \"argument\"]");
            return Optional.empty();
        }
        Duration timeout = s.has("timeout")
                ? s.duration("timeout", Duration.ofMillis(1))
                : request ? REQUEST_TIMEOUT : COMMAND_TIMEOUT;
        Optional<String> reset = s.has("reset") ? Optional.of(s.text("reset")) : Optional.empty();
        Control control = request ? request(s, timeout, reset) : command(s, timeout, reset);
        return Optional.of(control);
    }

    private static Control request(Section s, Duration timeout, Optional<String> reset) {
        String text = s.textWith("request", NAMES);
        int space = text.indexOf(' ');
        String address = text.substring(space + 1);
        if (space < 1 || !text.substring(0, space).matches("[A-Z]+") || !isAddress(address)) {
            s.problem("request", "expected a method and a path or URL, such as \"PUT /admin/workers\"");
        }
        Map<String, String> headers = Map.of();
        if (s.has("headers")) {
            Section section = s.section("headers");
            headers = section.namedTexts();
            HeaderCheck.check(section, headers);
            HeaderCheck.refuseHost(section, headers);
        }
        return new Request(
                s.path("request"),
                s.origin("request"),
                space < 1 ? "" : text.substring(0, space),
                address,
                s.has("body") ? s.textWith("body", NAMES) : "",
                headers,
                timeout,
                reset);
    }

    private static boolean isAddress(String text) {
        try {
            String address = text.replace("#{" + VALUE + "}", SOME_VALUE);
            if (text.startsWith("/") && !text.startsWith("//")) {
                return !new URI(address).isAbsolute();
            }
            return !Origin.url(address).getAuthority().contains(SOME_VALUE);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Control command(Section s, Duration timeout, Optional<String> reset) {
        List<String> command = s.command("command", true);
        for (String part : command) {
            Forms.template(NAMES).problems(part).forEach(problem -> s.problem("command", problem));
        }
        return new Command(s.path("command"), s.origin("command"), command, timeout, reset);
    }

    private static List<Use> uses(Section workloads) {
        List<Use> uses = new ArrayList<>();
        workloads.named().forEach((workload, section) -> {
            for (Section phase : section.sections("phases")) {
                if (phase.has("controls")) {
                    Section controls = phase.section("controls");
                    String name = phase.has("name") ? phase.text("name") : phase.text("kind");
                    controls.namedTexts()
                            .forEach((control, value) -> uses.add(new Use(
                                    workload, name, control, value, controls.path(control), controls.origin(control))));
                }
            }
        });
        return uses;
    }
}
