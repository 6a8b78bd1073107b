package agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Counts what the server receives, and with which status it is answered: GET /seen. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Seen extends OncePerRequestFilter {
    private static final int KEPT = 1 << 20; // of a body, enough for what is looked for in it

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws IOException, ServletException {
        if (request.getRequestURI().equals("/seen")) {
            response.setContentType("text/plain");
            for (Map.Entry<String, LongAdder> count : counts.entrySet()) {
                response.getWriter().print(count.getKey() + " " + count.getValue() + "\n");
            }
            return;
        }
        String name = request.getMethod() + ":" + request.getRequestURI();
        count(name);
        ContentCachingRequestWrapper kept = new ContentCachingRequestWrapper(request, KEPT);
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            rest.doFilter(kept, response);
            status = response.getStatus();
        } finally {
            count(name + "=" + status);
            countMethod(kept.getContentAsByteArray());
        }
    }

    private void countMethod(byte[] body) {
        try {
            JsonNode method = json.readTree(body).path("method");
            if (method.isTextual()) {
                count("rpc:" + method.textValue());
            }
        } catch (IOException e) {
            count("malformed");
        }
    }

    private void count(String name) {
        counts.computeIfAbsent(name, n -> new LongAdder()).increment();
    }
}
