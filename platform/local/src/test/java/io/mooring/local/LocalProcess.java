package io.mooring.local;

import io.mooring.testkit.process.ServiceProcess;
import java.nio.file.Path;
import java.util.Map;

/** The local system in a JVM of its own, as the script starts it. */
final class LocalProcess {

    private LocalProcess() {}

    static ServiceProcess start(Map<String, String> environment, Path log) {
        var builder = ServiceProcess.of(LocalApplication.class)
                .jvm("-Xmx640m")
                .property("mooring.apicurio.tarball", System.getProperty("mooring.apicurio.tarball"))
                .property("mooring.local.logs", Path.of(environment.get("MOORING_HOME"), "logs"))
                .property("logback.configurationFile", "io/mooring/local/log/logback.xml");
        environment.forEach(builder::environment);
        return builder.start(log);
    }
}
