/** Tells a watcher outside that this service works: who watches the one that wakes people. */
@NullMarked
package io.mooring.notifier.heartbeat;

import org.jspecify.annotations.NullMarked;
