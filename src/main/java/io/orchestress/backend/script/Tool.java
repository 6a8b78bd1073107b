package io.orchestress.backend.script;

import io.orchestress.backend.law.Law;
import io.orchestress.protocol.Template;

/**
 * A tool.
 *
 * @param served whether this backend has it, over MCP; else the target has it itself, and models only ask for it
 * @param effect whether a call changes something, so that it must not happen twice for one task
 * @param latencyNanos from the whole call to the result, in ns
 * @param inputSchema JSON schema of its arguments
 */
public record Tool(
        String name,
        String description,
        boolean served,
        boolean effect,
        Law latencyNanos,
        Template result,
        String inputSchema) {}
