package io.mooring.starter.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses in the one text form that RFC 5952 §4 recommends; never asks a name server. */
final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    /** Null when the text is no address. */
    static @Nullable String of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        int zone = text.indexOf('%');
        try {
            InetAddress address = InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone));
            return address instanceof Inet6Address six ? text(six.getAddress()) : address.getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    private static String text(byte[] bytes) {
        List<String> groups = new ArrayList<>(GROUPS);
        for (int i = 0; i < bytes.length; i += 2) {
            groups.add(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff));
        }
        int start = 0;
        int longest = 1; // §4.2.2: a single zero is not shortened
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups.get(end).equals("0")) {
                end++;
            }
            if (end - i > longest) { // §4.2.3: the first of equally long runs
                start = i;
                longest = end - i;
            }
        }
        return longest == 1
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, start)) + "::"
                        + String.join(":", groups.subList(start + longest, GROUPS));
    }
}
