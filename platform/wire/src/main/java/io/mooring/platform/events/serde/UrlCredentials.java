package io.mooring.platform.events.serde;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code http://user:password@host}: the form in which Confluent's clients take credentials by default. */
final class UrlCredentials {

    private static final Pattern USER_INFO = Pattern.compile("(https?://)([^/@,]+)@");

    private UrlCredentials() {}

    /** {@code user:password}, decoded, of the first address that has them; empty when none has. */
    static String in(String urls) {
        Matcher matcher = USER_INFO.matcher(urls);
        return matcher.find() ? URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8) : "";
    }

    static String removedFrom(String urls) {
        return USER_INFO.matcher(urls).replaceAll("$1");
    }
}
