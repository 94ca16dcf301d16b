package io.mooring.local;

import io.mooring.embedded.shop.ShopSize;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the local system needs to know.
 *
 * @param folder where all data, secrets and logs live; absolute
 * @param ownSlack whether the notifier posts to a Slack workspace of the user's, named in the environment
 * @param newsTo destination that is told what nobody has to act on, such as a completed backup; empty: nobody is
 * @param shop how large the demonstration shop is when it is first made
 */
record LocalSettings(Path folder, LocalPorts ports, boolean ownSlack, String newsTo, ShopSize shop) {

    /** The destination that the local system has from the start. */
    static final String SLACK = "slack-ops";

    LocalSettings {
        if (!folder.isAbsolute()) {
            throw new IllegalArgumentException("The folder must be absolute: " + folder);
        }
    }

    /**
     * From {@code MOORING_HOME} (default {@code .mooring}), {@code MOORING_*_PORT}, {@code MOORING_SLACK_TOKEN},
     * {@code MOORING_ALERT_INFO_TO} and {@code MOORING_SHOP_MEGABYTES}.
     */
    static LocalSettings from(Map<String, String> environment) {
        Path folder = Path.of(environment.getOrDefault("MOORING_HOME", ".mooring"))
                .toAbsolutePath()
                .normalize();
        boolean ownSlack = !environment.getOrDefault("MOORING_SLACK_TOKEN", "").isBlank();
        // Whoever tries Mooring wants to see something, and has no other place to see it.
        String newsTo = environment.getOrDefault("MOORING_ALERT_INFO_TO", SLACK);
        return new LocalSettings(folder, LocalPorts.from(environment), ownSlack, newsTo, shop(environment));
    }

    private static ShopSize shop(Map<String, String> environment) {
        String given = environment.getOrDefault("MOORING_SHOP_MEGABYTES", "");
        if (given.isBlank()) {
            return ShopSize.DEFAULT;
        }
        try {
            return new ShopSize(Integer.parseInt(given), ShopSize.DEFAULT.seed());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("MOORING_SHOP_MEGABYTES must be a number, not '" + given + "'", e);
        }
    }

    Path data(String part) {
        return folder.resolve("data").resolve(part);
    }

    Path log(String part) {
        return folder.resolve("logs").resolve(part + ".log");
    }
}
