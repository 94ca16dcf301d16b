package io.mooring.notifier.email;

import jakarta.mail.internet.InternetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who has a mail already that others still wait for. A server that takes it for Ann and asks to come back for Bob gets it
 * again for Bob alone. Kept in memory only: after a restart Ann may get it twice, under the same Message-ID.
 */
final class AlreadyServed {

    private static final int MOST = 1_000;

    private final Map<UUID, Set<String>> byDelivery = new LinkedHashMap<>();

    synchronized List<InternetAddress> without(UUID delivery, List<InternetAddress> recipients) {
        Set<String> served = byDelivery.getOrDefault(delivery, Set.of());
        return recipients.stream()
                .filter(recipient -> !served.contains(recipient.getAddress()))
                .toList();
    }

    synchronized void add(UUID delivery, List<String> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        byDelivery.computeIfAbsent(delivery, none -> new HashSet<>()).addAll(addresses);
        if (byDelivery.size() > MOST) {
            byDelivery.remove(byDelivery.keySet().iterator().next());
        }
    }

    synchronized boolean has(UUID delivery) {
        return byDelivery.containsKey(delivery);
    }

    synchronized void forget(UUID delivery) {
        byDelivery.remove(delivery);
    }
}
