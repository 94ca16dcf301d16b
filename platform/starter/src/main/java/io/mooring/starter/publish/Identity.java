package io.mooring.starter.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.Environment;

/**
 * Who publishes.
 *
 * @param service name of the service
 * @param instance stable id of this instance
 * @param host name of the machine, container or pod
 */
public record Identity(String service, String instance, String host) {

    private static final String UNKNOWN_HOST = "unknown-host";

    static Identity of(PublishSettings settings, Environment environment) {
        String service = settings.service().isBlank()
                ? environment.getProperty("spring.application.name", "unnamed-service")
                : settings.service();
        String host = host(environment);
        String instance = settings.resourceId().isBlank() ? service + "@" + host : settings.resourceId();
        return new Identity(service, instance, host);
    }

    /** Never asks a name server: it may be slow or away, and the application is starting. */
    private static String host(Environment environment) {
        String host = environment.getProperty("HOSTNAME", environment.getProperty("COMPUTERNAME", ""));
        if (!host.isBlank()) {
            return host;
        }
        try {
            String written = Files.readString(Path.of("/etc/hostname")).strip();
            return written.isEmpty() ? UNKNOWN_HOST : written;
        } catch (IOException absent) {
            return UNKNOWN_HOST;
        }
    }
}
