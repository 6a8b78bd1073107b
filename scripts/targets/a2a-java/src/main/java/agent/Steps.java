package agent;

import io.a2a.server.PublicAgentCard;
import io.a2a.server.agentexecution.AgentExecutor;
import io.a2a.server.agentexecution.RequestContext;
import io.a2a.server.events.EventQueue;
import io.a2a.server.tasks.TaskUpdater;
import io.a2a.spec.AgentCapabilities;
import io.a2a.spec.AgentCard;
import io.a2a.spec.AgentSkill;
import io.a2a.spec.JSONRPCError;
import io.a2a.spec.Message;
import io.a2a.spec.TextPart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A deterministic agent without a model. Its message says what to do: steps=N artifact parts (default 2), delay=MS before each
 * (default 0), then do=fail | reject | ask | throw; do=message answers without a task.
 */
@ApplicationScoped
public class Steps {
    @ConfigProperty(name = "quarkus.http.port")
    int port;

    @Produces
    @PublicAgentCard
    AgentCard card() {
        return new AgentCard.Builder()
                .name("Steps")
                .description("Takes as many steps as it is asked to.")
                .url("http://127.0.0.1:" + port)
                .version("1.0.0")
                .protocolVersion("0.3.0")
                .capabilities(new AgentCapabilities.Builder().streaming(true).build())
                .defaultInputModes(List.of("text"))
                .defaultOutputModes(List.of("text"))
                .skills(List.of(new AgentSkill.Builder()
                        .id("steps")
                        .name("Steps")
                        .description("steps=N delay=MS do=WORD")
                        .tags(List.of("test"))
                        .build()))
                .build();
    }

    @Produces
    AgentExecutor executor() {
        return new AgentExecutor() {
            @Override
            public void execute(RequestContext context, EventQueue queue) {
                work(context, queue);
            }

            @Override
            public void cancel(RequestContext context, EventQueue queue) throws JSONRPCError {
                new TaskUpdater(context, queue).cancel();
            }
        };
    }

    private static void work(RequestContext context, EventQueue queue) {
        String prompt = context.getUserInput(" ");
        String wanted = word(prompt, "do", "");
        if (wanted.equals("message")) {
            queue.enqueueEvent(new Message.Builder()
                    .role(Message.Role.AGENT)
                    .messageId(UUID.randomUUID().toString())
                    .contextId(context.getContextId())
                    .parts(List.of(new TextPart("hello")))
                    .build());
            return;
        }
        TaskUpdater task = new TaskUpdater(context, queue);
        task.submit();
        task.startWork();
        int steps = Integer.parseInt(word(prompt, "steps", "2"));
        long delayMillis = Long.parseLong(word(prompt, "delay", "0"));
        for (int step = 0; step < steps; step++) {
            sleep(delayMillis);
            task.addArtifact(
                    List.of(new TextPart("step " + step + " ")),
                    "answer", "answer", Map.of(), step > 0, step == steps - 1);
        }
        switch (wanted) {
            case "throw" -> throw new IllegalStateException("the agent threw as asked");
            case "fail" -> task.fail();
            case "reject" -> task.reject();
            case "ask" -> task.requiresInput();
            default -> task.complete();
        }
    }

    private static String word(String prompt, String name, String otherwise) {
        Matcher matcher = Pattern.compile("\\b" + name + "=(\\w+)").matcher(prompt);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
