package io.mooring.testkit.network;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head of a request as it was sent.
 *
 * @param target path and query, still encoded
 * @param headers names in lower case, with all their values
 */
public record SeenRequest(String method, String target, Map<String, List<String>> headers) {

    static SeenRequest of(HttpMessage message) {
        String[] line = message.firstLine().split(" ", 3);
        return new SeenRequest(line[0], line[1], message.headers());
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
    }

    public boolean hasQuery(String name) {
        int query = target.indexOf('?');
        return query >= 0
                && List.of(target.substring(query + 1).split("[&]")).stream()
                        .anyMatch(pair -> pair.equals(name) || pair.startsWith(name + "="));
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
