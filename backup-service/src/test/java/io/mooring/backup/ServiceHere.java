package io.mooring.backup;

import io.mooring.testkit.Kafka;
import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The service inside the test's own JVM: quicker to start than a process, with a clock that a test may set. */
final class ServiceHere implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Caller operator;

    private ServiceHere(ConfigurableApplicationContext context) {
        this.context = context;
        this.operator = new Caller(
                context.getEnvironment().getRequiredProperty("local.server.port", Integer.class), "operator");
    }

    static ServiceHere start(Installation installation) {
        return start(installation, BackupApplication.application());
    }

    static ServiceHere start(Installation installation, InstantSource clock) {
        SpringApplication application = BackupApplication.application();
        application.addInitializers(context ->
                ((GenericApplicationContext) context).registerBean("testClock", InstantSource.class, () -> clock));
        return start(installation, application);
    }

    private static ServiceHere start(Installation installation, SpringApplication application) {
        String[] arguments = installation.properties().entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return new ServiceHere(application.run(arguments));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Somebody else; whoever asks for it closes it. */
    Caller callerWith(String token) {
        return Caller.withToken(
                context.getEnvironment().getRequiredProperty("local.server.port", Integer.class), token);
    }

    Caller operator() {
        return operator;
    }

    /** Somebody with other roles; to be closed by who asks. */
    Caller caller(String... roles) {
        return new Caller(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class), roles);
    }

    /** Waits until a run of the plan may start, and starts it. */
    String begin(String planId) {
        return Awaitility.await()
                .until(() -> operator.startRun(planId), answer -> answer.status() == 202)
                .json()
                .path("id")
                .asString();
    }

    static Listener listener() {
        return new Listener(Kafka.shared().bootstrapServers());
    }

    @Override
    public void close() {
        operator.close();
        context.close();
    }
}
