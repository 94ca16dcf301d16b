package io.mooring.platform.observability.settings;

import java.util.SortedMap;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Stops a start before anything runs when a variable that has no default is not set. Boot would take the text
 * <code>${MOORING_BACKUP_DB_PASSWORD}</code> itself for the password, and the database would refuse it, in its own words, later.
 */
final class RefuseMissingSettings implements ApplicationListener<ApplicationPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        SortedMap<String, String> missing =
                new WhereFrom(event.getApplicationContext().getEnvironment()).missing();
        if (!missing.isEmpty()) {
            throw new MissingSettings(missing);
        }
    }
}
