package io.orchestress.config;

import io.orchestress.text.Named;
import io.orchestress.workload.kind.WorkloadSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code orchestress.protocols} holds. Texts that may hold {@code #{name}} are marked as templates. */
public record Protocols(
        OpenAi openai, LangGraph langgraph, Mcp mcp, A2a a2a, Process process, Rest rest, Duration pollInterval) {

    /** The command of a protocol that has no URL; empty of any other. */
    public List<String> command(Protocol protocol) {
        return switch (protocol) {
            case PROCESS -> process.command();
            case MCP_STDIO -> mcp.command();
            case REST, OPENAI, MCP, A2A, LANGGRAPH, AUTO -> List.of();
        };
    }

    /**
     * @param message template of what the user says in each turn; {@code #{turn}} is known in it, from 1
     * @param maxTokens 0: not sent
     * @param maxTokensName of the member that holds them
     * @param turns of a conversation, each with all that was said before
     * @param firstCall whether one request is sent before the load, to see whether the target takes it
     */
    public record OpenAi(
            String path,
            String model,
            String message,
            boolean stream,
            boolean includeUsage,
            int maxTokens,
            String maxTokensName,
            int turns,
            boolean firstCall) {}

    /** How a LangGraph run is waited for. */
    public enum RunMode implements Named {
        /** {@code /threads/ID/runs/wait}. */
        WAIT,
        /** {@code /threads/ID/runs/stream}. */
        STREAM
    }

    /**
     * @param input template of the run's input, in JSON
     * @param tokenPointer where in the data of a {@code custom} event the text of a token is
     */
    public record LangGraph(
            String assistant, RunMode mode, List<String> streamModes, String input, String tokenPointer) {}

    /** Which revisions of MCP are spoken. */
    public enum McpEra implements Named {
        /** The stateless one if the server knows it, else sessions. */
        AUTO,
        /** 2025-03-26 to 2025-11-25. */
        SESSION,
        /** 2026-07-28. */
        STATELESS
    }

    /** @param arguments template, in JSON */
    public record ToolCall(String tool, String arguments) {}

    /**
     * @param spawn called once by each user; absent: nothing
     * @param success JSON pointer into a tool's answer, where it is JSON, that must not be false; empty: not looked at
     * @param error JSON pointer into a tool's answer, where it is JSON, where nothing must be, or null, false or an empty text; empty: not
     *     looked at
     * @param progress whether calls of tools ask to be told of progress
     * @param command of protocol mcp-stdio: program and arguments
     */
    public record Mcp(
            String path,
            McpEra era,
            Optional<ToolCall> spawn,
            ToolCall task,
            String success,
            String error,
            boolean progress,
            List<String> command) {}

    /** Which version of A2A is spoken. */
    public enum A2aVersion implements Named {
        /** 1.0 if the card offers it, else 0.3. */
        AUTO,
        V0_3,
        V1_0;

        @Override
        public String configName() {
            return switch (this) {
                case AUTO -> "auto";
                case V0_3 -> "0.3";
                case V1_0 -> "1.0";
            };
        }
    }

    /** How an A2A message is sent. */
    public enum A2aMode implements Named {
        /** And waited for. */
        SEND,
        /** And not waited for: the task is polled. */
        SUBMIT,
        /** And its events followed. */
        STREAM
    }

    /** @param text template of the message */
    public record A2a(String card, A2aVersion version, A2aMode mode, String text) {}

    /**
     * @param command program and arguments, each a template
     * @param input template of what it gets on its standard input
     * @param output regular expression that must be found in its standard output; empty: anything will do
     * @param concurrent processes at most at a time
     */
    public record Process(
            List<String> command, String input, String output, List<Integer> successExitCodes, int concurrent) {}

    /**
     * @param spawn name of the call that each user makes once; empty: none
     * @param sizes size of a task → name of its call
     * @param firstCall whether each call that will be made is made once before the load, to see whether the target takes it
     */
    public record Rest(String spawn, Map<WorkloadSize, String> sizes, Map<String, RestCall> calls, boolean firstCall) {}

    /** How the end of a task is learned. */
    public enum Follow implements Named {
        /** The answer is the end. */
        NONE,
        /** By asking for its state. */
        POLL,
        /** By its events. */
        STREAM
    }

    /**
     * A task over REST. All pointers are JSON pointers (RFC 6901) into an answer; an empty one: not looked at.
     *
     * @param request {@code METHOD /path}, a template; {@code #{id}} is known in {@code next}
     * @param body template, in JSON; empty: none
     * @param id pointer to the task's id; or {@link #WHOLE_TEXT}
     * @param state pointer to the task's state
     * @param done states of success
     * @param failed states of failure; any other state: it goes on
     * @param error pointer to what must not be there, or be null, false or an empty text
     * @param output pointer to what must be there when it is done
     * @param agent pointer to the agent that was chosen
     * @param model, tokensIn, tokensOut pointers to what the task cost
     * @param queueMillis pointer to how long it waited, in milliseconds
     * @param steps pointer to an array or object of a workflow's steps
     * @param stepName pointer within a step to its name; else it is the key in the object, or {@code step} and a number
     * @param stepMillis pointer within a step to how long it took, in milliseconds
     * @param stepStartMillis, stepEndMillis instead of it: pointers to when it began and ended, in milliseconds of one clock
     * @param next {@code METHOD /path} of the poll or the stream
     * @param pendingStatus HTTP statuses of a poll that mean: not yet
     * @param eventType pointer into the JSON of an event to its type; where it has none there, or empty: its {@code event} field
     * @param contentEvents types of events with content; empty, and {@code content} is not: any
     * @param content pointers into the JSON of such an event, one of which leads to content; empty: its data is
     * @param endEvents types of events after which nothing that matters comes
     * @param endData data of such an event, as a whole; neither: a state that is done is the end, or else the server's close
     * @param errorEvents types of events that mean failure
     * @param name of what it does, in the record; empty: it goes by the size of the task
     */
    public record RestCall(
            String request,
            String body,
            String id,
            String state,
            List<String> done,
            List<String> failed,
            String error,
            String output,
            String agent,
            String model,
            String tokensIn,
            String tokensOut,
            String queueMillis,
            String steps,
            String stepName,
            String stepMillis,
            String stepStartMillis,
            String stepEndMillis,
            Follow follow,
            String next,
            List<Integer> pendingStatus,
            String eventType,
            List<String> contentEvents,
            List<String> content,
            List<String> endEvents,
            String endData,
            List<String> errorEvents,
            String name) {
        /** Instead of a pointer to an id: the whole answer is the id. */
        public static final String WHOLE_TEXT = "text";

        /** Whether anything points into its answers, so that they must be JSON. */
        public boolean readsAnswers() {
            return !(state + error + output + agent + model + tokensIn + tokensOut + queueMillis + steps).isEmpty()
                    || id.startsWith("/");
        }

        /** Whether its answer, or what follows it, is described as a stream of events. */
        public boolean readsEvents() {
            return !(eventType + endData).isEmpty()
                    || !(contentEvents.isEmpty() && content.isEmpty() && endEvents.isEmpty() && errorEvents.isEmpty());
        }

        /** Whether a stream tells its end by itself: by an event, or by the state of the task. */
        public boolean tellsEnd() {
            return !endEvents.isEmpty() || !endData.isEmpty() || !done.isEmpty();
        }
    }
}
