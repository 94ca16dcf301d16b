package io.mooring.local.service;

import org.springframework.boot.WebApplicationType;

/**
 * A service as the local system starts it.
 *
 * @param name short: names its port, its database and its log file
 * @param artifact names its configuration file
 * @param main its main class
 * @param ownsDatabase whether it has a PostgreSQL database of its name
 */
public record LocalService(String name, String artifact, String main, WebApplicationType type, boolean ownsDatabase) {

    static LocalService reactive(String name, String artifact, String main) {
        return new LocalService(name, artifact, main, WebApplicationType.REACTIVE, true);
    }

    /** Whether it is on the class path; somebody may have deleted its folder. */
    public boolean isBuilt() {
        return getClass().getClassLoader().getResource(main.replace('.', '/') + ".class") != null;
    }

    String configName() {
        return artifact.startsWith("mooring-") ? artifact.substring("mooring-".length()) : artifact;
    }
}
