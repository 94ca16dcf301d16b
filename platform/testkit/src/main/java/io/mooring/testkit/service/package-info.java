/** A whole service of Mooring on real parts, from the outside. */
@NullMarked
package io.mooring.testkit.service;

import org.jspecify.annotations.NullMarked;
