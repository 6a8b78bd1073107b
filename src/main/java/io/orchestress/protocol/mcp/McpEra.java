package io.orchestress.protocol.mcp;

import io.orchestress.text.Named;

/** Which revisions of MCP are spoken. */
public enum McpEra implements Named {
    /** The stateless one if the server knows it, else sessions. */
    AUTO,
    /** 2025-03-26 to 2025-11-25. */
    SESSION,
    /** 2026-07-28. */
    STATELESS
}
