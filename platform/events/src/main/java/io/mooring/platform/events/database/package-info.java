/** The platform's tables in a service's database, and connections of its own beside the service's pool. */
@NullMarked
package io.mooring.platform.events.database;

import org.jspecify.annotations.NullMarked;
