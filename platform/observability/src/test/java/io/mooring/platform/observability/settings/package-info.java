/** What a service says when it does not start because a setting is missing or wrong. */
@NullMarked
package io.mooring.platform.observability.settings;

import org.jspecify.annotations.NullMarked;
