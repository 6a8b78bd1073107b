package io.orchestress.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orchestress.record.task.TaskRow;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection over which one task at a time is sent, by the least code: stamps stand next to the write and to the read of the last byte. */
final class PlainTaskClient implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);
    private static final String HEAD_END = "\r\n\r\n";

    private final Socket socket;
    private final InputStream in;
    private final byte[] received = new byte[1 << 16];

    PlainTaskClient(String url) throws IOException {
        URI target = URI.create(url);
        socket = new Socket(target.getHost(), target.getPort());
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    /** Sends a task and waits for its whole answer. */
    TaskRow task(String mark) throws IOException {
        String body = "{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":\"Do it. " + mark + "\"}]}";
        byte[] request = ("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                        + "content-length: " + body.length() + HEAD_END + body)
                .getBytes(US_ASCII);
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        int count = 0;
        int whole = Integer.MAX_VALUE;
        while (count < whole) {
            int more = in.read(received, count, received.length - count);
            if (more < 0) {
                throw new EOFException("the connection was closed");
            }
            count += more;
            whole = whole == Integer.MAX_VALUE ? whole(count) : whole;
        }
        long end = System.nanoTime();
        String answer = new String(received, 0, count, US_ASCII);
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(answer);
        }
        return row(mark, start, end);
    }

    private int whole(int count) {
        String text = new String(received, 0, count, US_ASCII);
        int end = text.indexOf(HEAD_END);
        Matcher length = LENGTH.matcher(text);
        return end < 0 || !length.find()
                ? Integer.MAX_VALUE
                : end + HEAD_END.length() + Integer.parseInt(length.group(1));
    }

    private static TaskRow row(String mark, long start, long end) {
        return new TaskRow(
                mark,
                "steady",
                "chat",
                "",
                1,
                "",
                "",
                -1,
                start,
                end,
                end,
                TaskRow.OK,
                true,
                0,
                TaskRow.By.NOTHING,
                true,
                List.of(),
                false,
                true,
                1,
                "");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
