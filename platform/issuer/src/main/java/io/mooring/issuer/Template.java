package io.mooring.issuer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A page with {{names}} in it. Two pages need no template engine; every value is escaped, without exception. */
record Template(String text) {

    private static final Pattern NAME = Pattern.compile("\\{\\{(\\w+)}}");

    static Template read(String file) {
        return new Template(new String(bytes(file), StandardCharsets.UTF_8));
    }

    static byte[] bytes(String file) {
        try (InputStream in = Template.class.getResourceAsStream("/issuer/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The page issuer/" + file + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String fill(Map<String, String> values) {
        return NAME.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("No value for {{" + found.group(1) + "}}");
            }
            return Matcher.quoteReplacement(HtmlUtils.htmlEscape(value, StandardCharsets.UTF_8.name()));
        });
    }

    void write(HttpServletResponse response, int status, Map<String, String> values) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(fill(values).getBytes(StandardCharsets.UTF_8));
    }
}
