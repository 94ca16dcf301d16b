package io.mooring.local;

import io.mooring.embedded.shop.ShopSize;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What the local system needs to know.
 *
 * @param folder where all data, secrets and logs live; absolute
 * @param standIns what takes the place of services that the user has named none of
 * @param shop how large the demonstration shop is when it is first made
 */
record LocalSettings(Path folder, LocalPorts ports, Set<StandIn> standIns, ShopSize shop) {

    LocalSettings {
        standIns = Set.copyOf(standIns);
        if (!folder.isAbsolute()) {
            throw new IllegalArgumentException("The folder must be absolute: " + folder);
        }
    }

    /**
     * From {@code MOORING_HOME} (default {@code .mooring}), {@code MOORING_*_PORT}, {@code MOORING_SHOP_MEGABYTES} and what
     * each {@link StandIn} gives way to.
     */
    static LocalSettings from(Map<String, String> environment) {
        Path folder = Path.of(environment.getOrDefault("MOORING_HOME", ".mooring"))
                .toAbsolutePath()
                .normalize();
        return new LocalSettings(
                folder, LocalPorts.from(environment), StandIn.neededIn(environment), shop(environment));
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
