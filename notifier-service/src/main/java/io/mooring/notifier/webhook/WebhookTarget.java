package io.mooring.notifier.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a webhook goes. */
final class WebhookTarget {

    private WebhookTarget() {}

    /** What is wrong with an address, in words that do not repeat it; null when nothing is. */
    static @Nullable String fault(String address) {
        if (address.isBlank()) {
            return "no address is set";
        }
        try {
            URI uri = new URI(address);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getPort() > 65_535) {
                return "its address is no http or https address";
            }
            return uri.getUserInfo() == null ? null : "its address holds a password, and addresses are shown to people";
        } catch (URISyntaxException e) {
            return "its address is no http or https address";
        }
    }

    /**
     * Whether any of the host's addresses is inside. What is looked up here and what is called a moment later is the same,
     * as long as the JVM keeps names for longer than that moment (30 s unless networkaddress.cache.ttl says otherwise).
     */
    static boolean isPrivate(URI uri) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(uri.getHost())).anyMatch(WebhookTarget::isPrivate);
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        boolean uniqueLocal = bytes.length == 16 && (first & 0xFE) == 0xFC;
        boolean shared = bytes.length == 4 && first == 100 && (bytes[1] & 0xC0) == 64;
        boolean unspecified = bytes.length == 4 && first == 0;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || shared
                || unspecified;
    }
}
