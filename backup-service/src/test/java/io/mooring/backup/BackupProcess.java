package io.mooring.backup;

import io.mooring.embedded.process.FreePorts;
import io.mooring.testkit.process.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;

/** The service as a process, to be killed and started again on the same port and data. */
final class BackupProcess implements AutoCloseable {

    private final Installation installation;
    private final int port = FreePorts.next();
    private final Caller operator = new Caller(port, "operator");
    private ServiceProcess process;

    private BackupProcess(Installation installation) {
        this.installation = installation;
        this.process = launch();
    }

    /** Starts it and waits until it is ready. */
    static BackupProcess start(Installation installation) {
        BackupProcess service = new BackupProcess(installation);
        service.awaitReady();
        return service;
    }

    /** Starts it for a start that is expected to fail. */
    static BackupProcess startInVain(Installation installation) {
        return new BackupProcess(installation);
    }

    void startAgain() {
        process = launch();
        awaitReady();
    }

    ServiceProcess process() {
        return process;
    }

    int port() {
        return port;
    }

    Caller operator() {
        return operator;
    }

    private ServiceProcess launch() {
        ServiceProcess.Builder builder = ServiceProcess.of(BackupApplication.class);
        installation.properties().forEach(builder::property);
        Path log = installation.folder.resolve("backup-service.log");
        return builder.property("server.port", port).start(log);
    }

    private void awaitReady() {
        process.awaitHealthy(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"));
    }

    @Override
    public void close() {
        operator.close();
        process.close();
    }
}
