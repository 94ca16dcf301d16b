/** Child processes, free ports and folders that outlive nothing. */
@NullMarked
package io.mooring.embedded.process;

import org.jspecify.annotations.NullMarked;
