/**
 * Taking a backup, from the request to the event: who may run it, how far it is, how it ended, and what is true after a crash.
 */
@NullMarked
package io.mooring.backup.run;

import org.jspecify.annotations.NullMarked;
