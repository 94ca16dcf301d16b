package io.mooring.local.service;

import io.mooring.local.log.ServiceOfThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts a service in a Spring context of its own. */
public final class RunService {

    private RunService() {}

    /**
     * Returns when the context is refreshed and its server listens.
     *
     * @param settings what the environment would be, and further properties; they win over the service's own file
     * @param awaitOthers run when all beans are made and before the first of them works: returns when what the service
     *     works with (Kafka, the registry) is there, so that making the beans need not wait for it
     */
    public static ConfigurableApplicationContext start(
            LocalService service, Map<String, String> settings, Runnable awaitOthers) {
        ServiceOfThread.set(service.name());
        try {
            SpringApplication application = new SpringApplication(Class.forName(service.main()));
            application.setWebApplicationType(service.type());
            application.setBannerMode(Banner.Mode.OFF);
            application.setRegisterShutdownHook(false);
            application.addInitializers(context -> waitWhenMade(context, awaitOthers));
            return application.run(arguments(service, settings));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(service.artifact() + " is not built: " + service.main() + " is missing", e);
        } finally {
            ServiceOfThread.clear();
        }
    }

    /** Told first of all singletons that they are complete, because it is the first that the context knows of. */
    private static void waitWhenMade(ConfigurableApplicationContext context, Runnable awaitOthers) {
        ((GenericApplicationContext) context)
                .registerBean("mooringLocalWait", SmartInitializingSingleton.class, () -> awaitOthers::run);
    }

    /** As command line arguments, because those win over everything else in a Spring environment. */
    private static String[] arguments(LocalService service, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.name=" + service.configName(),
                "--" + OwnAutoConfigurations.PROPERTY + "=io.mooring:" + service.artifact(),
                "--spring.jmx.enabled=false",
                "--server.address=127.0.0.1"));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments.toArray(String[]::new);
    }
}
