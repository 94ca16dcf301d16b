package io.mooring.testkit.process;

import java.nio.file.Path;

/** Starts {@link EchoService} as its own child, then waits to be killed. */
final class OrphanMaker {

    private OrphanMaker() {}

    public static void main(String[] args) throws InterruptedException {
        ServiceProcess inner = ServiceProcess.of(EchoService.class)
                .property("echo.port", Integer.getInteger("echo.port"))
                .start(Path.of(System.getProperty("log")));
        inner.awaitExit();
    }
}
