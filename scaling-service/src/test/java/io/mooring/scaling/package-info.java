@NullMarked
package io.mooring.scaling;

import org.jspecify.annotations.NullMarked;
