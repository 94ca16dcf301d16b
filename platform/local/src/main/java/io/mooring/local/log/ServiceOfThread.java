package io.mooring.local.log;

import org.jspecify.annotations.Nullable;

/** On behalf of which service this thread works. Threads that a service starts while it starts inherit it. */
public final class ServiceOfThread {

    private static final InheritableThreadLocal<@Nullable String> SERVICE = new InheritableThreadLocal<>();

    private ServiceOfThread() {}

    public static void set(String service) {
        SERVICE.set(service);
    }

    public static void clear() {
        SERVICE.remove();
    }

    static @Nullable String get() {
        return SERVICE.get();
    }
}
