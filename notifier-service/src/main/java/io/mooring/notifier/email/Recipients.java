package io.mooring.notifier.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The people of a destination: one address, or several with commas between them. */
final class Recipients {

    private static final int MOST = 50;

    private Recipients() {}

    /** Empty when any of them is no address: a mail to half of them would hide that. */
    static Optional<List<InternetAddress>> of(String address) {
        if (address.isBlank() || address.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        try {
            InternetAddress[] parsed = InternetAddress.parse(address, true);
            boolean good = parsed.length > 0
                    && parsed.length <= MOST
                    && Arrays.stream(parsed).allMatch(Recipients::isOne);
            return good ? Optional.of(List.of(parsed)) : Optional.empty();
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    private static boolean isOne(InternetAddress address) {
        try {
            address.validate();
            String text = address.getAddress();
            return !address.isGroup() && text.indexOf('@') > 0 && !text.endsWith("@");
        } catch (AddressException e) {
            return false;
        }
    }
}
