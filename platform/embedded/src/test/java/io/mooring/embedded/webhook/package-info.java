@NullMarked
package io.mooring.embedded.webhook;

import org.jspecify.annotations.NullMarked;
