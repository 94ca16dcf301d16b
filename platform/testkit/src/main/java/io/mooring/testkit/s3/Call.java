package io.mooring.testkit.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request with a path-style address. */
record Call(HttpExchange exchange, String bucket, String key, Map<String, String> query, byte[] body) {

    static Call of(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        boolean chunked = encoding != null && encoding.contains("aws-chunked");
        return new Call(
                exchange, path[0], path.length == 1 ? "" : path[1], query, chunked ? AwsChunks.decode(body) : body);
    }

    String method() {
        return exchange.getRequestMethod();
    }

    boolean asks(String parameter) {
        return query.containsKey(parameter);
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** What the store keeps with the object. */
    Map<String, String> metadata() {
        Map<String, String> found = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.regionMatches(true, 0, "x-amz-meta-", 0, 11)) {
                found.put(name, values.getFirst());
            }
        });
        return found;
    }

    /** Amazon wants one of them of whoever writes a locked object. */
    boolean hasChecksum() {
        return header("Content-MD5") != null
                || header("x-amz-trailer") != null
                || exchange.getRequestHeaders().keySet().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-amz-checksum-"));
    }

    /** The text of an element of the body; null when there is none. */
    @Nullable
    String element(String name) {
        String text = new String(body, StandardCharsets.UTF_8);
        int from = text.indexOf("<" + name + ">");
        int to = text.indexOf("</" + name + ">");
        return from < 0 || to < 0 ? null : text.substring(from + name.length() + 2, to);
    }

    void answer(int status, byte[] content) throws IOException {
        boolean bodiless = method().equals("HEAD") || status == 204;
        exchange.sendResponseHeaders(status, bodiless || content.length == 0 ? -1 : content.length);
        if (!bodiless && content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }

    void answer(int status, String xml) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        answer(status, ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml).getBytes(StandardCharsets.UTF_8));
    }
}
