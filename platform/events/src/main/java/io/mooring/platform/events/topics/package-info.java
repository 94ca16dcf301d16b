/** Makes the topics that a service writes or reads, as the catalogue describes them. */
@NullMarked
package io.mooring.platform.events.topics;

import org.jspecify.annotations.NullMarked;
