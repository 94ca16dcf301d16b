@NullMarked
package io.mooring.embedded.slack;

import org.jspecify.annotations.NullMarked;
