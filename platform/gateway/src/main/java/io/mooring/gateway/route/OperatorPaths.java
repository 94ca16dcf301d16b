package io.mooring.gateway.route;

import java.util.List;
import java.util.stream.Stream;

/**
 * What operators ask of every service under the same path: {@code /api/v1/dead-letters} of backup is
 * {@code /api/v1/services/backup/dead-letters} here.
 */
final class OperatorPaths {

    private static final List<String> SHARED = List.of("/dead-letters", "/outbox-problems");
    private static final String API = "/api/v1";

    private OperatorPaths() {}

    /** Where a service's begin, without a slash at the end. */
    static String below(String service) {
        return API + "/services/" + service;
    }

    /** Patterns of a service's. */
    static List<String> of(String service) {
        return SHARED.stream()
                .flatMap(path -> Stream.of(below(service) + path, below(service) + path + "/**"))
                .toList();
    }

    /** A service's path as the gateway has it: another one for what operators ask, else the same. */
    static String atGateway(String service, String path) {
        return SHARED.stream().anyMatch(shared -> path.startsWith(API + shared))
                ? below(service) + path.substring(API.length())
                : path;
    }
}
