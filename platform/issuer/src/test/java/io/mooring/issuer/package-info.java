@NullMarked
package io.mooring.issuer;

import org.jspecify.annotations.NullMarked;
