@NullMarked
package io.mooring.security;

import org.jspecify.annotations.NullMarked;
