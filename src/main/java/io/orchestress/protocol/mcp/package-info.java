/**
 * Model Context Protocol, over Streamable HTTP or over pipes, of both eras: with sessions (2025-03-26 to 2025-11-25) and
 * without (2026-07-28).
 *
 * <p>Start with {@link io.orchestress.protocol.mcp.McpClient}; {@link io.orchestress.protocol.mcp.McpAnswer} judges. What it
 * may use: docs/architecture.md.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable HTTP, 2026-07-28</a>
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">Transports, 2025-11-25</a>
 */
@NullMarked
package io.orchestress.protocol.mcp;

import org.jspecify.annotations.NullMarked;
