/** A small service that stands in for the real ones. */
@NullMarked
package io.mooring.platform.web;

import org.jspecify.annotations.NullMarked;
