package io.mooring.gateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/** Tells a person in a browser what happened, where a script would get a problem in JSON. */
@Component
public class Pages {

    private final String message = read("message.html");

    /** Whether the answer is shown to a person: a GET that takes HTML, outside of the API. */
    public static boolean isPage(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        String path = request.getPath().pathWithinApplication().value();
        return HttpMethod.GET.equals(request.getMethod())
                && !path.startsWith("/api/")
                && !path.startsWith("/actuator")
                && !path.startsWith("/v3/")
                && wantsHtml(exchange);
    }

    /** Whether HTML stands in the Accept header by name: scripts send {@code *}{@code /*}. */
    public static boolean wantsHtml(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().getAccept().stream()
                .anyMatch(accepted -> !accepted.isWildcardType() && accepted.includes(MediaType.TEXT_HTML));
    }

    /** Answers with a page of a title, a sentence and the way to try again. */
    public Mono<Void> show(ServerWebExchange exchange, HttpStatus status, String title, String text) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        response.getHeaders().setCacheControl(CacheControl.noStore());
        byte[] page = message.replace("{{title}}", HtmlUtils.htmlEscape(title))
                .replace("{{text}}", HtmlUtils.htmlEscape(text))
                .getBytes(StandardCharsets.UTF_8);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(page)));
    }

    private static String read(String file) {
        try {
            return new ClassPathResource("gateway/" + file).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
