package io.mooring.local.bench;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;

/**
 * Requests through the gateway to backup-service, and the same straight to that service as the reference, in the running local
 * system. Arguments: requests a second, seconds. Environment: that of {@code ./mooring up}, and a bearer token in
 * {@code MOORING_BENCH_TOKEN}.
 */
final class GatewayBench {

    private static final String PATH = "/api/v1/plans";
    private static final int WARM_UP_SECONDS = 15;
    private static final double GOAL_MILLIS = 50;

    private GatewayBench() {}

    public static void main(String[] arguments) throws Exception {
        int perSecond = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        URI gateway = at("GATEWAY");
        URI service = at("BACKUP");
        PrintStream out = System.out;
        try (OpenLoop loop = new OpenLoop(System.getenv("MOORING_BENCH_TOKEN"))) {
            for (int rate : List.of(Math.max(1, perSecond / 4), perSecond)) {
                loop.run(service, rate, WARM_UP_SECONDS);
                loop.run(gateway, rate, WARM_UP_SECONDS);
            }
            OpenLoop.Result direct = loop.run(service, perSecond, seconds);
            OpenLoop.Result through = loop.run(gateway, perSecond, seconds);
            out.printf(
                    "GET %s, %d requests a second for %d s, from the intended time of sending%n",
                    PATH, perSecond, seconds);
            row(out, "p50", through, direct, 0.5, "");
            row(out, "p99", through, direct, 0.99, "goal <= %.0f ms".formatted(GOAL_MILLIS));
            row(out, "p99.9", through, direct, 0.999, "");
            row(out, "max", through, direct, 1, "");
            answered(out, "gateway", through);
            answered(out, "service", direct);
        }
    }

    private static void row(
            PrintStream out, String name, OpenLoop.Result through, OpenLoop.Result direct, double share, String goal) {
        double ours = through.latencies().millis(share);
        double reference = direct.latencies().millis(share);
        out.printf(
                "%-6s gateway %9.1f ms   service alone %9.1f ms   ratio %5.1f   %s%n",
                name, ours, reference, ours / reference, goal);
    }

    private static void answered(PrintStream out, String name, OpenLoop.Result result) {
        out.printf(
                "%-8s %d requests, %.0f answers a second, failures %s%n",
                name, result.latencies().sorted().size(), result.perSecond(), result.failures());
    }

    private static URI at(String part) {
        return URI.create("http://127.0.0.1:" + System.getenv("MOORING_" + part + "_PORT") + PATH);
    }
}
