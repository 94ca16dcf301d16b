@NullMarked
package io.mooring.platform.events.database;

import org.jspecify.annotations.NullMarked;
