@NullMarked
package io.mooring.gateway;

import org.jspecify.annotations.NullMarked;
