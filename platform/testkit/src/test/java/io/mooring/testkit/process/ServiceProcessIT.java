package io.mooring.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.HttpReady;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessIT {

    private final int port = FreePorts.next();
    private final URI health = URI.create("http://127.0.0.1:" + port + "/");

    @TempDir
    Path folder;

    @Test
    void startsWithItsPropertiesAndEnvironment() {
        try (ServiceProcess service = start()) {
            service.awaitHealthy(health);

            assertThat(service.output()).contains("secret=s3cret");
        }
    }

    @Test
    void killMinusNineEndsItAtOnceAndItsChildrenToo() throws Exception {
        try (ServiceProcess service = builder().property("echo.child", true).start(log())) {
            service.awaitHealthy(health);
            ProcessHandle child = child(service);

            service.kill9();

            assertThat(service.awaitExit()).isEqualTo(128 + 9);
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void aFrozenServiceIsSilentAndAResumedOneAnswers() {
        try (ServiceProcess service = start()) {
            service.awaitHealthy(health);

            service.freeze();
            await().until(() -> state(service.pid()) == 'T');
            service.resume();

            await().until(() -> state(service.pid()) != 'T');
            assertThat(HttpReady.answers(health)).isTrue();
        }
    }

    @Test
    void aServiceThatEndsIsReportedWithItsLastWords() {
        try (ServiceProcess service = builder().property("echo.fail", true).start(log())) {
            assertThatThrownBy(() -> service.awaitHealthy(health))
                    .hasMessageContaining("has ended")
                    .hasMessageContaining("refusing to start");
        }
    }

    @Test
    void dyingWithTheTestEvenWhenThatIsKilled() {
        // A service that starts a service: the outer one stands for the test's JVM.
        try (ServiceProcess outer = ServiceProcess.of(OrphanMaker.class)
                .property("echo.port", port)
                .property("log", folder.resolve("inner.log"))
                .start(log())) {
            outer.awaitHealthy(health);

            outer.kill9Alone();

            await().until(() -> FreePorts.isFree(port));
        }
    }

    private ServiceProcess start() {
        return builder().start(log());
    }

    private ServiceProcess.Builder builder() {
        return ServiceProcess.of(EchoService.class).property("echo.port", port).environment("ECHO_SECRET", "s3cret");
    }

    private Path log() {
        return folder.resolve("service.log");
    }

    private static ProcessHandle child(ServiceProcess service) {
        var matcher = Pattern.compile("child=(\\d+)").matcher(service.output());
        assertThat(matcher.find()).isTrue();
        return ProcessHandle.of(Long.parseLong(matcher.group(1))).orElseThrow();
    }

    /** The process's state letter of proc(5), /proc/PID/stat. */
    private static char state(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
