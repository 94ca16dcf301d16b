@NullMarked
package io.mooring.embedded.process;

import org.jspecify.annotations.NullMarked;
