package agent;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The MCP server of Spring AI with a deterministic agent: agents are counted, a task is answered with what it was asked. */
@SpringBootApplication
public class Server {
    public static void main(String[] arguments) {
        SpringApplication.run(Server.class, arguments);
    }

    @Bean
    ToolCallbackProvider tools() {
        return MethodToolCallbackProvider.builder().toolObjects(new Tools()).build();
    }

    static final class Tools {
        private final AtomicInteger agents = new AtomicInteger();

        @Tool(name = "spawn_agent", description = "Spawns an agent.")
        public Map<String, Object> spawn(String type) {
            return Map.of("success", true, "agentId", "agent-" + agents.incrementAndGet(), "type", type);
        }

        @Tool(name = "list_agents", description = "How many agents there are.")
        public Map<String, Object> list() {
            return Map.of("success", true, "total", agents.get());
        }

        @Tool(name = "run_task", description = "Runs a task; one with fail-tool throws, one with fail-task says success:false.")
        public Map<String, Object> run(String prompt, String size) {
            if (prompt.contains("fail-tool")) {
                throw new IllegalStateException("tool exploded");
            }
            if (prompt.contains("fail-task")) {
                return Map.of("success", false, "error", "no such agent");
            }
            return Map.of("success", true, "output", "done:" + prompt, "size", size);
        }
    }
}
