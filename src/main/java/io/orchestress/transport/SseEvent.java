package io.orchestress.transport;

/**
 * One server-sent event (WHATWG HTML §9.2.6).
 *
 * @param type its {@code event} field; {@code message} when there is none
 * @param data its {@code data} lines, joined by line feeds; may be empty
 * @param id its {@code id} field; empty when there is none
 */
public record SseEvent(String type, String data, String id) {
    public static final String MESSAGE = "message";
}
