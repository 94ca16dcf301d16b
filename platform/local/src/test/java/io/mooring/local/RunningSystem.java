package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.process.FreePorts;
import io.mooring.testkit.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole local system in a folder and on ports of its own. */
final class RunningSystem implements AutoCloseable {

    private final Path home;
    private final LocalPorts ports;
    private final ServiceProcess process;

    private RunningSystem(Path home, LocalPorts ports, ServiceProcess process) {
        this.home = home;
        this.ports = ports;
        this.process = process;
    }

    /** Returns when all is healthy. */
    static RunningSystem start(Path folder) {
        return start(folder, Map.of());
    }

    /** @param more of the environment */
    static RunningSystem start(Path folder, Map<String, String> more) {
        Path home = folder.resolve("home");
        Map<String, String> environment = new HashMap<>(more);
        LocalPorts.from(Map.of())
                .asVariables()
                .keySet()
                .forEach(variable -> environment.put(variable, Integer.toString(FreePorts.next())));
        LocalPorts ports = LocalPorts.from(environment);
        environment.put("MOORING_HOME", home.toString());
        environment.put("MOORING_SHOP_MEGABYTES", "2");
        // Whoever runs the tests may have real ones.
        List.of("MOORING_SLACK_TOKEN", "MOORING_PAGERDUTY_KEY", "MOORING_MAIL_HOST")
                .forEach(real -> environment.put(real, ""));
        ServiceProcess process = LocalProcess.start(environment, folder.resolve("java.out"));
        await().atMost(Duration.ofMinutes(10))
                .until(() -> !process.isAlive() || process.output().contains("READY"));
        assertThat(process.output()).contains("READY");
        return new RunningSystem(home, ports, process);
    }

    String console() {
        return "http://localhost:" + ports.of("gateway");
    }

    String slack() {
        return "http://localhost:" + ports.of("slack");
    }

    StandInPage pagerDuty() {
        return page("pagerduty");
    }

    StandInPage slackPage() {
        return page("slack");
    }

    StandInPage mailbox() {
        return page("mailbox");
    }

    private StandInPage page(String part) {
        return new StandInPage(URI.create("http://127.0.0.1:" + ports.of(part) + "/"));
    }

    /** Somebody with a token of {@code ./mooring token operator}. */
    Operator operator() throws IOException {
        return Operator.signedIn(
                URI.create("http://localhost:" + ports.of("issuer")), secret("cli-client"), URI.create(console()));
    }

    /** A system that reports to the input of that name. */
    Operator reporter(String input) throws IOException {
        return Operator.bearing(secret("input-" + input), URI.create(console()));
    }

    String kafka() {
        return "localhost:" + ports.of("kafka");
    }

    String password() throws IOException {
        return secret("console-user");
    }

    Path publicKey(String name) {
        return key(name, "public");
    }

    Path privateKey(String name) {
        return key(name, "private");
    }

    /** What lies in the location "folder" for a run of the shop. */
    Path backup(String runId) {
        return home.resolve("data/backups/shop").resolve(runId);
    }

    /** The location "folder" is gone, as when its disk is not mounted, until the answer is closed. */
    Unmounted withoutFolder() throws IOException {
        return new Unmounted(home.resolve("data/backups"));
    }

    /** A database of the system's server, seen by its superuser. */
    PostgresDatabase database(String name) throws IOException {
        return new PostgresDatabase("127.0.0.1", ports.of("postgres"), name, "mooring_admin", secret("postgres-admin"));
    }

    /** A service by its short name, as in {@code ./mooring logs backup}. */
    ServiceLog log(String service) {
        return new ServiceLog(home.resolve("logs").resolve(service + ".log"));
    }

    private Path key(String name, String half) {
        return home.resolve("secrets/keys").resolve(name).resolve(name + "." + half + ".asc");
    }

    private String secret(String name) throws IOException {
        return Files.readString(home.resolve("secrets").resolve(name)).strip();
    }

    @Override
    public void close() {
        process.close();
    }
}
