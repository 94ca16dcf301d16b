package io.mooring.local;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which part listens on which port of 127.0.0.1. Each has an environment variable, {@code MOORING_<PART>_PORT}. */
final class LocalPorts {

    private static final Map<String, Integer> DEFAULTS = defaults();

    private final Map<String, Integer> ports;

    private LocalPorts(Map<String, Integer> ports) {
        this.ports = ports;
    }

    static LocalPorts from(Map<String, String> environment) {
        Map<String, Integer> ports = new LinkedHashMap<>(DEFAULTS);
        ports.replaceAll((part, port) -> {
            String given = environment.getOrDefault(variable(part), "");
            return given.isBlank() ? port : parse(variable(part), given);
        });
        Map<Integer, String> owners = new HashMap<>();
        ports.forEach((part, port) -> {
            String other = owners.put(port, part);
            if (other != null) {
                throw new IllegalArgumentException(other + " and " + part + " cannot both listen on port " + port);
            }
        });
        return new LocalPorts(ports);
    }

    int of(String part) {
        return ports.get(part);
    }

    /** Every port by its environment variable, as the services' configuration files read them. */
    Map<String, String> asVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        ports.forEach((part, port) -> variables.put(variable(part), Integer.toString(port)));
        return variables;
    }

    private static String variable(String part) {
        return "MOORING_" + part.toUpperCase(java.util.Locale.ROOT) + "_PORT";
    }

    private static int parse(String variable, String given) {
        try {
            int port = Integer.parseInt(given);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new IllegalArgumentException(variable + " must be a port from 1 to 65535, not '" + given + "'");
    }

    private static Map<String, Integer> defaults() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("gateway", 8080);
        ports.put("backup", 8081);
        ports.put("maintenance", 8082);
        ports.put("monitor", 8083);
        ports.put("security", 8084);
        ports.put("scaling", 8085);
        ports.put("notifier", 8086);
        ports.put("issuer", 8087);
        ports.put("pagerduty", 8088);
        ports.put("slack", 8089);
        ports.put("registry", 8090);
        ports.put("mailbox", 8091);
        ports.put("smtp", 8092);
        ports.put("kafka", 9092);
        ports.put("s3", 9000);
        ports.put("postgres", 15432);
        return ports;
    }
}
